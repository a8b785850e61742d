"""Talking to a language model: the protocol, the parent's end, the child process that holds LiteLLM."""
