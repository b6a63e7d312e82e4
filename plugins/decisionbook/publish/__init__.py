"""What a site publishes beside its pages: data, Markdown twins, a list for language models, a feed."""
