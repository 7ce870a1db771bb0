"""Apache Spark as the engine of analyses, over the same files. Nothing here is imported unless ENGINE_URL asks for it."""
