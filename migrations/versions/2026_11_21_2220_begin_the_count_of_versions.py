"""Begin the count of versions

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

from alembic import op

revision = "0002_versions"
down_revision = "0001_listings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO listing_state (id, version, taxonomy_digest) VALUES (1, 0, '')")


def downgrade() -> None:
    op.execute("DELETE FROM listing_state")
