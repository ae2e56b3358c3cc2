"""Keep curated details and drafts

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_details"
down_revision = "0006_journal"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "field IN ('name', 'organization', 'address', 'confidential', 'website', 'phone',"
            " 'intake_phone', 'hours', 'price', 'wait', 'beds', 'accessibility', 'visiting',"
            " 'phone_rules', 'staff')",
            name=op.f("ck_detail_field_known"),
        ),
        sa.CheckConstraint(
            "evidence IN ('regulator', 'accreditor', 'program', 'call', 'family')",
            name=op.f("ck_detail_evidence_known"),
        ),
        sa.CheckConstraint("expires_on > recorded_on", name=op.f("ck_detail_holds_a_day")),
        sa.CheckConstraint("source <> '' AND recorded_by <> ''", name=op.f("ck_detail_attributed")),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_detail_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detail")),
        sa.UniqueConstraint("program_id", "field", name=op.f("uq_detail_program_id_field")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'published', 'dropped')", name=op.f("ck_draft_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_draft_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_draft_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_account_id"), "draft", ["account_id"])
    op.create_index("ix_draft_program_id_state", "draft", ["program_id", "state"])


def downgrade() -> None:
    op.drop_table("draft")
    op.drop_table("detail")
