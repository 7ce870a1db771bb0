"""What a survey may be made of: the subset of SurveyJS that Regard shows, checks and counts."""
