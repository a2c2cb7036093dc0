"""Builds `data/model` from labelled sentences.

Needs requirements-train.txt; nobody needs it to use the suite.
"""
