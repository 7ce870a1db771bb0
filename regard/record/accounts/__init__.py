"""Accounts: the companies customers belong to, from `group` calls."""
