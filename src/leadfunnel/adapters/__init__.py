"""What stands between the domain and libraries that are heavy, or about the world outside."""
