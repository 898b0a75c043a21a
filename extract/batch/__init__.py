"""batch: many files, each read in a worker process that it may bring down, and nothing else with it.

Built around the pipeline, never inside it: `run` goes through the jobs, `pool` keeps the workers, `worker` is what
runs in them, `work` is what becomes of one file, `resume` tells what is done already.
"""
