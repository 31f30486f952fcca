using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Storage.Migrations.Sqlite
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Dashboard = table.Column<string>(type: "TEXT", nullable: false),
                    Report = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Person = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    PersonName = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Due = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttempt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true)
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Dashboard = table.Column<string>(type: "TEXT", nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: false),
                    Recipients = table.Column<string>(type: "TEXT", nullable: false),
                    MadeBy = table.Column<string>(type: "TEXT", nullable: false),
                    Made = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Next = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    Feed = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Start = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Known = table.Column<long>(type: "INTEGER", nullable: false),
                    Bad = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Feed = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Within = table.Column<TimeSpan>(type: "TEXT", nullable: true),
                    Target = table.Column<double>(type: "REAL", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Changed = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ToldBurning = table.Column<DateTime>(type: "TEXT", nullable: true)
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
