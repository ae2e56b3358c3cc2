"""Keep shared copies

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_sharing"
down_revision = "0002_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shared_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("revoke_hash", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "NOT revoked OR sealed = ''", name=op.f("ck_shared_copy_revoked_is_empty")
        ),
        sa.CheckConstraint("opened >= 0", name=op.f("ck_shared_copy_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_copy")),
        sa.UniqueConstraint("revoke_hash", name=op.f("uq_shared_copy_revoke_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_copy_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("shared_copy")
