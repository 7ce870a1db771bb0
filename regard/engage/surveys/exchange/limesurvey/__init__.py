"""LimeSurvey structure files (.lss, .lsg, .lsq) and archives (.lsa)."""
