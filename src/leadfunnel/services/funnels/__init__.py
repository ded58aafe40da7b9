"""The figures of `funnel` beyond its three views: compared, by segment, opened, explained."""
