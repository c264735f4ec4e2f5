"""Every feature beside this file, as tests."""

from pytest_bdd import scenarios

scenarios(".")
