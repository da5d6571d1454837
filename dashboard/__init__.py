"""The Undesirable Register: an open explorer of Russia's register of "undesirable" organizations."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("undesirable-register")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0.0.0"
