/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <cstdlib>

using namespace ns3;
namespace fs = std::filesystem;

namespace
{

// Label and name are what a browser must not take for markup.
const std::string SCENARIO = R"({
  "name": "<img src=x onerror=alert(1)>", "stop": "20s",
  "network": {"type": "dumbbell", "left": ["c"], "right": ["s"],
              "access": {"rate": "1Gbps", "delay": "1ms"},
              "bottleneck": {"rate": "10Mbps", "delay": "5ms", "queue": "20p"}},
  "applications": [
    {"type": "flow-server", "hosts": ["s"]},
    {"type": "poisson", "hosts": ["c"], "servers": ["s"], "sizes": "dctcp", "bandwidth": "2Mbps",
     "flows": 30, "label": "</svg><script>x()</script>"},
    {"type": "content-server", "hosts": ["s"]},
    {"type": "gensyn", "hosts": ["c"], "model": "ftp", "users": 100, "servers": ["s"], "sample": "1s"}]
})";

bool
HasGnuplot()
{
    return std::system("gnuplot --version > /dev/null 2>&1") == 0;
}

/// @return the command of a browser without a window; empty when there is none
std::string
FindBrowser()
{
    for (const std::string name :
         {"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"})
    {
        if (std::system(("command -v " + name + " > /dev/null").c_str()) == 0)
        {
            return name + " --headless --no-sandbox --disable-gpu --enable-logging=stderr";
        }
    }
    return "";
}

class ReportTest : public CommandTest
{
  protected:
    /// Open a page in a browser and expect to see so many pictures.
    void Open(const std::string& browser, const std::string& page, std::size_t pictures) const
    {
        // A page has no script; this one looks at it from inside.
        auto text = Read(page);
        const std::string look = R"(<script>
addEventListener('load', () => {
  const seen = [...document.querySelectorAll('figure svg')].filter(svg => {
    const box = svg.getBoundingClientRect();
    const curves = [...svg.querySelectorAll('path')].filter(
      path => path.getBoundingClientRect().width > 100);
    return box.width > 300 && box.height > 200 && curves.length > 0;
  });
  const loaded = performance.getEntriesByType('resource').filter(
    entry => !entry.name.startsWith('data:'));
  document.title = 'seen=' + seen.length + ' loaded=' + loaded.length +
    ' images=' + document.images.length + ' scripts=' + document.scripts.length;
});
</script></body>)";
        const auto end = text.rfind("</body>");
        ASSERT_NE(end, std::string::npos);
        text.replace(end, 7, look);
        Write("looked-at.html", text);
        const auto file = "file://" + (m_directory / "looked-at.html").string();
        const auto dom = (m_directory / "dom").string();
        const auto log = (m_directory / "log").string();
        ASSERT_EQ(
            std::system((browser + " --user-data-dir='" + m_directory.string() +
                         "/profile' --dump-dom '" + file + "' > '" + dom + "' 2> '" + log + "'")
                            .c_str()),
            0)
            << Read("log");
        EXPECT_NE(Read("dom").find("<title>seen=" + std::to_string(pictures) +
                                   " loaded=0 images=0 scripts=1</title>"),
                  std::string::npos)
            << Read("dom").substr(0, 1500);
        EXPECT_EQ(Read("log").find("CONSOLE"), std::string::npos) << Read("log");
    }
};

} // namespace

TEST_F(ReportTest, ARunHasAReportThatIsTheSameEveryTime)
{
    Write("s.json", SCENARIO);
    for (const auto* out : {"a", "b"})
    {
        const auto outcome = RunApart(std::string("run s.json --out ") + out);
        EXPECT_EQ(outcome.status, 0);
        EXPECT_NE(outcome.output.find("report.html"), std::string::npos);
        EXPECT_EQ(outcome.errors.empty(), HasGnuplot()) << outcome.errors;
    }
    const auto names = List("a");
    EXPECT_EQ(List("b"), names);
    for (const auto* stem :
         {"completion", "first-byte", "goodput", "queue", "drops", "slowdown", "states"})
    {
        const auto file = std::string("plot-") + stem;
        EXPECT_EQ(std::count(names.begin(), names.end(), file + ".plt"), 1) << file;
        EXPECT_EQ(std::count(names.begin(), names.end(), file + ".svg"), HasGnuplot()) << file;
    }
    for (const auto& name : names)
    {
        if (name != "timing.json")
        {
            EXPECT_EQ(Read("a/" + name), Read("b/" + name)) << name;
        }
    }
}

TEST_F(ReportTest, TheReportChangesNothingElse)
{
    Write("s.json", SCENARIO);
    ASSERT_EQ(Run("run s.json --quiet --out a").status, 0);
    ASSERT_EQ(Run("run s.json --quiet --out b --no-report").status, 0);
    for (const auto& name : List("b"))
    {
        EXPECT_EQ(name.find("plot-"), std::string::npos) << name;
        EXPECT_NE(name, "report.html");
        if (name != "timing.json")
        {
            EXPECT_EQ(Read("a/" + name), Read("b/" + name)) << name;
        }
    }
}

TEST_F(ReportTest, WithoutGnuplotTheRunSucceeds)
{
    Write("s.json", SCENARIO);
    const char* before = std::getenv("PATH");
    const std::string path = before ? before : "";
    setenv("PATH", "/nowhere", 1);
    const auto outcome = RunApart("run s.json --out a");
    const auto compared = RunApart("compare a a --plot c");
    const auto quiet = RunApart("run s.json --out a --quiet");
    setenv("PATH", path.c_str(), 1);
    for (const auto& one : {outcome, compared})
    {
        EXPECT_EQ(one.status, 0);
        EXPECT_NE(one.errors.find("apt install gnuplot-nox"), std::string::npos) << one.errors;
    }
    EXPECT_EQ(quiet.errors, "");
    EXPECT_NE(Read("a/report.html").find("apt install gnuplot-nox"), std::string::npos);
    EXPECT_NE(Read("c/report.html").find("apt install gnuplot-nox"), std::string::npos);
}

TEST_F(ReportTest, AComparisonIsDrawn)
{
    Write("s.json", SCENARIO);
    ASSERT_EQ(Run("run s.json --quiet --no-report --out a").status, 0);
    ASSERT_EQ(Run("run s.json --quiet --no-report --out '<b>' --set network.bottleneck.rate=9Mbps")
                  .status,
              0);
    const auto outcome = RunApart("compare a '<b>' --plot new/place");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors.empty(), HasGnuplot()) << outcome.errors;
    const auto page = Read("new/place/report.html");
    EXPECT_NE(page.find("B against A"), std::string::npos);
    EXPECT_NE(page.find("<td>paired</td>"), std::string::npos);
    EXPECT_NE(page.find("&lt;b&gt;"), std::string::npos);
    EXPECT_EQ(page.find("<b>"), std::string::npos);
    for (const auto* file : {"compare-completion.plt",
                             "compare-first-byte.plt",
                             "compare-goodput.plt",
                             "compare-load.plt"})
    {
        const auto script = Read(std::string("new/place/") + file);
        EXPECT_NE(script.find("title \"A: a\""), std::string::npos) << file;
        EXPECT_NE(script.find("title \"B: <b>\""), std::string::npos) << file;
    }
    // Where all have directories in common, the legend has what is beyond.
    RunApart("compare ./a './<b>' --plot new/place");
    EXPECT_NE(Read("new/place/compare-load.plt").find("title \"A: a\""), std::string::npos);
    RunApart("compare a '<b>' --plot new/place");
    const auto files = List("new/place");
    RunApart("compare a '<b>' --plot new/place");
    EXPECT_EQ(List("new/place"), files);
    EXPECT_EQ(Read("new/place/report.html"), page);

    const auto onto = RunApart("compare a '<b>' --plot a");
    EXPECT_EQ(onto.status, 2);
    EXPECT_EQ(onto.output, "");
    EXPECT_NE(onto.errors.find("expected another directory"), std::string::npos) << onto.errors;
    EXPECT_EQ(RunApart("compare a '<b>' --plot s.json").status, 2);
    Write("a/report.html", "of the run");
    EXPECT_EQ(RunApart("compare a/transfers.csv '<b>' --plot a").status, 2);
    EXPECT_EQ(Read("a/report.html"), "of the run");
}

TEST_F(ReportTest, WhatRunsDoNotTellIsNotDrawn)
{
    // Neither says when its transfers started; iperf3 not even how long they took.
    Write("flows.txt", "1000 50 0 0 1\n1000 60 0 0 1\n2000 70 0 0 1\n");
    Write("iperf3.json", R"({"start": {"version": "iperf 3.12", "timestamp": {"timesecs": 1000},
        "connected": [{"socket": 5, "local_host": "10.0.0.1", "remote_host": "10.0.0.2"}],
        "test_start": {"protocol": "TCP", "num_streams": 1, "bytes": 1000000, "reverse": 0}},
      "intervals": [],
      "end": {"streams": [{"sender": {"seconds": 1, "bytes": 1000000, "sender": true}}],
              "sum_sent": {"seconds": 1, "bytes": 1000000, "bits_per_second": 8e6, "sender": true},
              "sum_received": {"seconds": 1, "bytes": 1000000, "bits_per_second": 8e6,
                               "sender": true}}})");
    const auto flows = RunApart("compare flows.txt flows.txt --plot a");
    EXPECT_EQ(flows.status, 0);
    EXPECT_EQ(flows.errors.empty(), HasGnuplot()) << flows.errors;
    const auto tests = RunApart("compare iperf3.json iperf3.json --plot b");
    EXPECT_EQ(tests.status, 0) << tests.errors;
    EXPECT_EQ(tests.errors.empty(), HasGnuplot()) << tests.errors;
    EXPECT_EQ(Read("a/compare-goodput.plt"), "");
    EXPECT_EQ(Read("b/compare-goodput.plt"), "");
    EXPECT_NE(Read("b/compare-goodput-of-transfers.plt"), "");
    EXPECT_NE(Read("b/report.html"), "");
    // A run with times and one without have goodput in common.
    Write("transfers.csv",
          "id,system,kind,client,server,label,requested_bytes,sent_bytes,received_bytes,start_s,"
          "connect_s,first_byte_s,last_byte_s,end_s,status,error\n"
          "1,iperf3,test,c,s,1 stream,1000000,0,1000000,0,,,,2,success,\n");
    RunApart("compare iperf3.json transfers.csv --plot c");
    const auto both = Read("c/compare-goodput-of-transfers.plt");
    EXPECT_NE(both.find("title \"A: iperf3.json\""), std::string::npos);
    EXPECT_NE(both.find("title \"B: transfers.csv\""), std::string::npos);
}

TEST_F(ReportTest, ABrowserShowsItsPictures)
{
    const auto browser = FindBrowser();
    if (browser.empty())
    {
        GTEST_SKIP() << "no Chromium is there: apt install chromium-headless-shell";
    }
    if (!HasGnuplot())
    {
        GTEST_SKIP() << "gnuplot is not there: apt install gnuplot-nox";
    }
    Write("s.json", SCENARIO);
    ASSERT_EQ(Run("run s.json --quiet --out a").status, 0);
    Open(browser, "a/report.html", 7);
    ASSERT_EQ(Run("compare a a --plot c").status, 0);
    std::size_t pictures = 0;
    for (const auto& name : List("c"))
    {
        pictures += name.size() > 4 && name.substr(name.size() - 4) == ".svg";
    }
    EXPECT_GE(pictures, 6U);
    Open(browser, "c/report.html", pictures);
}
