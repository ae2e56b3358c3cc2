"""Keep corrections that people send

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_suggestions"
down_revision = "0003_sharing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "statement IN ('', 'yes', 'no')", name=op.f("ck_suggestion_statement_known")
        ),
        sa.CheckConstraint(
            "heard IN ('', 'called', 'been_there', 'works_there', 'other')",
            name=op.f("ck_suggestion_heard_known"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'taken', 'declined')", name=op.f("ck_suggestion_state_known")
        ),
        sa.CheckConstraint(
            "words <> '' OR (term <> '' AND statement <> '')",
            name=op.f("ck_suggestion_says_something"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_suggestion_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_suggestion_program_id"), ["program_id"], unique=False)


def downgrade() -> None:
    op.drop_table("suggestion")
