"""A round becomes an assessment: judged by oneself with proof, or by a model whose every claim is checked."""
