"""The interview itself: a pure state machine fed with events, its pacing, the interviewer, and the drafts on disk."""
