"""When and where: dates and places of an event, and those that belong to something else."""
