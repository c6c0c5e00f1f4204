"""Who takes part and how: arguments of the trigger, attendance, lists, chairs, speakers, sides."""
