"""Keep imports under review

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_import_review"
down_revision = "0010_suggestion_desk"
branch_labels = None
depends_on = None


STATES = (
    "'waiting', 'reading', 'ready', 'asked', 'applying', 'applied', 'asked_back', 'taking_back',"
    " 'taken_back', 'dropped', 'refused', 'failed'"
)


def upgrade() -> None:
    op.create_table(
        "import_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Date(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_import_review_state_known")),
        sa.CheckConstraint(
            "file_name <> '' AND made_by <> ''", name=op.f("ck_import_review_attributed")
        ),
        sa.CheckConstraint("done >= 0 AND total >= 0", name=op.f("ck_import_review_counted")),
        sa.CheckConstraint(
            "change_set_id IS NULL"
            " OR state IN ('applied', 'asked_back', 'taking_back', 'taken_back')",
            name=op.f("ck_import_review_changed_when_applied"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_import_review_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
            name=op.f("fk_import_review_change_set_id_change_set"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_review")),
    )
    op.create_index(op.f("ix_import_review_account_id"), "import_review", ["account_id"])
    op.create_index(op.f("ix_import_review_change_set_id"), "import_review", ["change_set_id"])
    op.create_table(
        "import_file",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["import_review.id"],
            name=op.f("fk_import_file_review_id_import_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_import_file")),
    )
    op.create_table(
        "import_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("program_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "effect IN ('new', 'changed', 'gone', 'conflict', 'held', 'refused')",
            name=op.f("ck_import_finding_effect_known"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["import_review.id"],
            name=op.f("fk_import_finding_review_id_import_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_finding")),
    )
    op.create_index(
        op.f("ix_import_finding_review_id_effect"), "import_finding", ["review_id", "effect"]
    )


def downgrade() -> None:
    op.drop_table("import_finding")
    op.drop_table("import_file")
    op.drop_table("import_review")
