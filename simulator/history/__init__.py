"""What has happened: sessions, rounds and assessments in small TinyDB files, each written whole and atomically."""
