"""The engines that answer the same needs over the same directory."""
