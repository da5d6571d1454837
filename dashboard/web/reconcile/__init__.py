"""`/api/v1/reconcile`: the Reconciliation Service API 0.2 of the W3C's Entity Reconciliation group.

OpenRefine and other clients match a column of names with the register by it. The candidates are those
of the check (`/api/v1/check`).
"""
