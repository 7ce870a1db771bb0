"""Surveys: asked in SurveyJS's shape, answered on a light page of our own, recorded as interactions."""
