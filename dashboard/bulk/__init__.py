"""The whole dataset as files in the formats of several trades, made once for each version of it."""

from dashboard.bulk.bundles import Artifact, Bundle, bundle

__all__ = ["Artifact", "Bundle", "bundle"]
