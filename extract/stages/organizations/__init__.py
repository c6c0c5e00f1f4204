"""Organizations: international bodies, organs, ministries, agencies, media; see `component`."""

from extract.stages.organizations import component as component
