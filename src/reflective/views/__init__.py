"""What people see: text for a terminal. Every view withholds what is personal or restricted, and says how much."""
