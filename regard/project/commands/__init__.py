"""The commands: each module registers its own on the app. Imports that cost time stay inside."""
