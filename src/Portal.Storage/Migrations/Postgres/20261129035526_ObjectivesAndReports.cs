using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ObjectivesAndReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dashboard_report_deliveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Dashboard = table.Column<string>(type: "character varying(64)", nullable: false),
                    Report = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Person = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    PersonName = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Due = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Zone = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextAttempt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Problem = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dashboard_report_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_dashboard_report_deliveries_dashboards_Dashboard",
                        column: x => x.Dashboard,
                        principalTable: "dashboards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dashboard_reports",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Dashboard = table.Column<string>(type: "character varying(64)", nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: false),
                    Recipients = table.Column<string>(type: "text", nullable: false),
                    MadeBy = table.Column<string>(type: "text", nullable: false),
                    Made = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Next = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dashboard_reports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_dashboard_reports_dashboards_Dashboard",
                        column: x => x.Dashboard,
                        principalTable: "dashboards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "feed_availability",
                columns: table => new
                {
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Start = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Known = table.Column<long>(type: "bigint", nullable: false),
                    Bad = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feed_availability", x => new { x.Feed, x.Start });
                    table.ForeignKey(
                        name: "FK_feed_availability_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "feed_objectives",
                columns: table => new
                {
                    Feed = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Within = table.Column<TimeSpan>(type: "interval", nullable: true),
                    Target = table.Column<double>(type: "double precision", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Changed = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    ToldBurning = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feed_objectives", x => new { x.Feed, x.Kind });
                    table.ForeignKey(
                        name: "FK_feed_objectives_feeds_Feed",
                        column: x => x.Feed,
                        principalTable: "feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_dashboard_report_deliveries_Dashboard",
                table: "dashboard_report_deliveries",
                column: "Dashboard");

            migrationBuilder.CreateIndex(
                name: "IX_dashboard_report_deliveries_Report_Due_Person",
                table: "dashboard_report_deliveries",
                columns: new[] { "Report", "Due", "Person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_dashboard_report_deliveries_State_NextAttempt",
                table: "dashboard_report_deliveries",
                columns: new[] { "State", "NextAttempt" });

            migrationBuilder.CreateIndex(
                name: "IX_dashboard_reports_Dashboard",
                table: "dashboard_reports",
                column: "Dashboard");

            migrationBuilder.CreateIndex(
                name: "IX_dashboard_reports_Next",
                table: "dashboard_reports",
                column: "Next");

            migrationBuilder.CreateIndex(
                name: "IX_feed_availability_Start",
                table: "feed_availability",
                column: "Start");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dashboard_report_deliveries");

            migrationBuilder.DropTable(
                name: "dashboard_reports");

            migrationBuilder.DropTable(
                name: "feed_availability");

            migrationBuilder.DropTable(
                name: "feed_objectives");
        }
    }
}
