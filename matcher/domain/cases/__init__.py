"""What a professional keeps of a case: the rules, without a framework, a database or a clock."""
