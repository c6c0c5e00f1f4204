"""Documents: named instruments; see `component`."""

from extract.stages.documents import component as component
