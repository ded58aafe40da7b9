"""The only layer that knows SQL: tables, rendered statements, and the database behind them."""
