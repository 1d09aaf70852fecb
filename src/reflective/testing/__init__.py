"""For those who embed the library: strategies, laws, a pytest plugin. Wants Hypothesis, which nothing else loads."""
