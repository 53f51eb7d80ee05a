"""Speed and memory, measured; `make bench` prints the tables.

Machines are shared and noisy: read the figures as ratios within one run.
"""
