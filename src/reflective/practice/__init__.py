"""What is recorded: the records of reflective supervision, and the log that carries them."""
