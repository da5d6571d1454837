"""`/api/v1/reconcile`: the Reconciliation Service API 0.2 of the W3C's Entity Reconciliation group.

With it, OpenRefine and other clients match a column of names with the register. The candidates are
those of the check (`/api/v1/check`).
"""
