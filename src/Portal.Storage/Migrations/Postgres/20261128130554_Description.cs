using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Description : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Details",
                table: "feeds",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "feeds",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Subdomain",
                table: "feeds",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "domains",
                columns: table => new
                {
                    Domain = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Subdomain = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_domains", x => new { x.Domain, x.Subdomain });
                });

            migrationBuilder.CreateTable(
                name: "feed_uses",
                columns: table => new
                {
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Principal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    First = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Last = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feed_uses", x => new { x.Feed, x.Kind, x.Principal });
                    table.ForeignKey(
                        name: "FK_feed_uses_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reader_feeds",
                columns: table => new
                {
                    Reader = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    FavouriteSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Seen = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reader_feeds", x => new { x.Reader, x.Feed });
                    table.ForeignKey(
                        name: "FK_reader_feeds_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_reader_feeds_Feed",
                table: "reader_feeds",
                column: "Feed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "domains");

            migrationBuilder.DropTable(
                name: "feed_uses");

            migrationBuilder.DropTable(
                name: "reader_feeds");

            migrationBuilder.DropColumn(
                name: "Details",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "Subdomain",
                table: "feeds");
        }
    }
}
