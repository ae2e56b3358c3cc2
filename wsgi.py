"""What gunicorn serves."""

from matcher.app import create_app

app = create_app()
