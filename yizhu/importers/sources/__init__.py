"""What came in becomes text: bytes, archives, addresses."""
