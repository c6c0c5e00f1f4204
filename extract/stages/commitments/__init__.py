"""Stage: commitments. Cue words with their frames, the scope of the action, who speaks, then links between records."""

from extract.stages.commitments.component import CommitmentsStage

__all__ = ["CommitmentsStage"]
