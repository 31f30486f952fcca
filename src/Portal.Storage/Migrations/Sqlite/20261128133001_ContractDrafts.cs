using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ContractDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_contract_versions_Feed_Version",
                table: "contract_versions");

            migrationBuilder.AddColumn<string>(
                name: "Compatibility",
                table: "feeds",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "contract_versions",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Published");

            migrationBuilder.AddColumn<DateTime>(
                name: "StateChanged",
                table: "contract_versions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StateChangedBy",
                table: "contract_versions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TypeKey",
                table: "contract_versions",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            // What is published already gets the key that versions are told apart by now.
            migrationBuilder.Sql("UPDATE contract_versions SET \"TypeKey\" = lower(trim(coalesce(\"EventType\", '')))");

            migrationBuilder.CreateTable(
                name: "contract_checks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Feed = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    EventType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Draft = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: true),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Findings = table.Column<string>(type: "TEXT", nullable: false),
                    Created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Told = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contract_checks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contract_checks_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contract_drafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Feed = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Changed = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contract_drafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contract_drafts_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contract_samples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Feed = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EventType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Chosen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChosenBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contract_samples", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contract_samples_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contract_versions_Feed_TypeKey_Version",
                table: "contract_versions",
                columns: new[] { "Feed", "TypeKey", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contract_checks_Feed_Created",
                table: "contract_checks",
                columns: new[] { "Feed", "Created" });

            migrationBuilder.CreateIndex(
                name: "IX_contract_drafts_Feed",
                table: "contract_drafts",
                column: "Feed");

            migrationBuilder.CreateIndex(
                name: "IX_contract_samples_Feed",
                table: "contract_samples",
                column: "Feed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contract_checks");

            migrationBuilder.DropTable(
                name: "contract_drafts");

            migrationBuilder.DropTable(
                name: "contract_samples");

            migrationBuilder.DropIndex(
                name: "IX_contract_versions_Feed_TypeKey_Version",
                table: "contract_versions");

            migrationBuilder.DropColumn(
                name: "Compatibility",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "State",
                table: "contract_versions");

            migrationBuilder.DropColumn(
                name: "StateChanged",
                table: "contract_versions");

            migrationBuilder.DropColumn(
                name: "StateChangedBy",
                table: "contract_versions");

            migrationBuilder.DropColumn(
                name: "TypeKey",
                table: "contract_versions");

            migrationBuilder.CreateIndex(
                name: "IX_contract_versions_Feed_Version",
                table: "contract_versions",
                columns: new[] { "Feed", "Version" },
                unique: true);
        }
    }
}
