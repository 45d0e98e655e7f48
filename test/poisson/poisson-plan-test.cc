/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/glibc-random.h"
#include "ns3/poisson-plan.h"
#include "ns3/published-sizes.h"
#include "ns3/python-random.h"
#include "ns3/size-distribution-reader.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Dialect = PoissonConfig::Dialect;
using ServerChoice = PoissonConfig::ServerChoice;
using Sampling = SizeDistribution::Sampling;

constexpr const char* HKUST_TEXT = "server 127.0.0.1 5001\n"
                                   "server 127.0.0.2 5001\n"
                                   "server 127.0.0.3 5001\n"
                                   "req_size_dist dctcp\n"
                                   "rate 0Mbps 10\n"
                                   "rate 500Mbps 30\n"
                                   "rate 800Mbps 60\n"
                                   "dscp 0 25\n"
                                   "dscp 1 25\n"
                                   "dscp 2 25\n"
                                   "dscp 3 25\n";

/// A config with a number of servers, to be completed.
PoissonConfig
MakeConfig(std::size_t servers, std::shared_ptr<const Distribution> sizes)
{
    PoissonConfig config;
    config.file = "f";
    config.sizes = std::move(sizes);
    for (std::size_t i = 0; i < servers; ++i)
    {
        config.servers.push_back({"h" + std::to_string(i), 5001, 1, 0});
    }
    return config;
}

PoissonLoad
MakeLoad(double megabitsPerSecond, uint64_t requests)
{
    PoissonLoad load;
    load.megabitsPerSecond = megabitsPerSecond;
    load.requests = requests;
    return load;
}

PoissonLoad
MakeLoad(double megabitsPerSecond, uint64_t requests, Dialect compat, int64_t seed)
{
    auto load = MakeLoad(megabitsPerSecond, requests);
    load.compat = compat;
    load.seed = seed;
    return load;
}

PoissonPlan
MakePlan(const PoissonConfig& config,
         const PoissonLoad& load,
         std::optional<uint32_t> self = std::nullopt,
         int64_t stream = 1)
{
    return PoissonPlan(std::make_shared<const PoissonConfig>(config),
                       load,
                       PoissonSources::Streams(stream),
                       self);
}

/// @return all requests of a plan
std::vector<PoissonRequest>
ListAll(PoissonPlan plan)
{
    std::vector<PoissonRequest> requests;
    for (PoissonRequest request; plan.Next(request);)
    {
        requests.push_back(request);
    }
    return requests;
}

std::string
ProblemsOfPlan(const PoissonConfig& config,
               const PoissonLoad& load,
               std::optional<uint32_t> self = std::nullopt)
{
    return ProblemsOf([&] { MakePlan(config, load, self); });
}

/// Rows of numbers in a text file.
std::vector<std::vector<uint64_t>>
ReadRows(const std::string& path)
{
    std::vector<std::vector<uint64_t>> rows;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
    {
        std::istringstream words(line);
        rows.emplace_back();
        for (uint64_t number; words >> number;)
        {
            rows.back().push_back(number);
        }
    }
    return rows;
}

/// Kolmogorov-Smirnov distance of gaps from an exponential law.
double
DistanceFromExponential(std::vector<double> gaps, double mean)
{
    std::sort(gaps.begin(), gaps.end());
    const double count = static_cast<double>(gaps.size());
    double distance = 0;
    for (std::size_t i = 0; i < gaps.size(); ++i)
    {
        const double fraction = -std::expm1(-gaps[i] / mean);
        distance = std::max({distance,
                             fraction - static_cast<double>(i) / count,
                             static_cast<double>(i + 1) / count - fraction});
    }
    return distance;
}

// HKUST's rule

TEST(PoissonPlanHkust, SizesDscpAndRatesAreThoseOfTheRecordedRun)
{
    SKIP_WITHOUT_TEST_DATA("poisson/flows_client.txt");
    const auto config = PoissonConfig::Load(GetTestDataPath("poisson/client_lo.txt"));
    const auto rows = ReadRows(GetTestDataPath("poisson/flows_client.txt"));
    ASSERT_EQ(rows.size(), 250U);
    const auto requests = ListAll(PoissonPlan(config, MakeLoad(900, 250, Dialect::HKUST, 123), {}));
    ASSERT_EQ(requests.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        SCOPED_TRACE(i);
        EXPECT_EQ(requests[i].bytes, rows[i][0]);
        EXPECT_EQ(requests[i].dscp, rows[i][2]);
        EXPECT_EQ(requests[i].rateMbps, rows[i][3]);
    }
}

TEST(PoissonPlanHkust, PrintsWhatTheRecordedRunPrinted)
{
    const auto config = PoissonConfig::Parse(HKUST_TEXT, "f", Dialect::HKUST);
    PoissonPlan plan(config, MakeLoad(900, 250, Dialect::HKUST, 123), {});
    EXPECT_EQ(plan.GetMeanBytes(), 1711250);
    EXPECT_EQ(plan.GetMeanGapUs(), 16156);
    EXPECT_EQ(plan.GetTotal(), 250U);
    std::vector<int> servers(3);
    uint64_t bytes = 0;
    uint64_t rates = 0;
    uint64_t dscp = 0;
    double gaps = 0;
    for (PoissonRequest request; plan.Next(request);)
    {
        ASSERT_EQ(request.servers.size(), 1U);
        ++servers[request.servers[0]];
        bytes += request.bytes;
        rates += request.rateMbps;
        dscp += request.dscp;
        gaps += request.gapUs;
        ASSERT_EQ(request.arrival, MicroSeconds(static_cast<uint64_t>(gaps)));
    }
    EXPECT_EQ(servers, (std::vector<int>{82, 77, 91}));
    EXPECT_EQ(bytes / 250, 1656582U);
    EXPECT_EQ(rates / 250, 607U);
    EXPECT_NEAR(dscp / 250.0, 1.54, 0.005);
    EXPECT_EQ(std::floor(gaps / 250), 16575);
}

TEST(PoissonPlanHkust, IncastIsThatOfTheRecordedRun)
{
    SKIP_WITHOUT_TEST_DATA("poisson/incast_reqs.txt");
    const auto config = PoissonConfig::Load(GetTestDataPath("poisson/incast_lo.txt"));
    const auto requestRows = ReadRows(GetTestDataPath("poisson/incast_reqs.txt"));
    const auto flowRows = ReadRows(GetTestDataPath("poisson/incast_flows.txt"));
    ASSERT_EQ(requestRows.size(), 200U);
    ASSERT_EQ(flowRows.size(), 1206U);
    // One more: each gap is that before the next request here, and is drawn with this one there.
    PoissonPlan plan(config, MakeLoad(900, 201, Dialect::HKUST, 123), {});
    std::vector<int> servers(3);
    double gaps = 0;
    PoissonRequest request;
    for (std::size_t i = 0; i < requestRows.size(); ++i)
    {
        SCOPED_TRACE(i);
        ASSERT_TRUE(plan.Next(request));
        EXPECT_EQ(request.bytes, requestRows[i][0]);
        EXPECT_EQ(request.dscp, requestRows[i][2]);
        EXPECT_EQ(request.rateMbps, requestRows[i][3]);
        ASSERT_EQ(request.servers.size(), requestRows[i][5]);
        EXPECT_TRUE(std::is_sorted(request.servers.begin(), request.servers.end()));
        for (std::size_t flow = 0; flow < request.servers.size(); ++flow)
        {
            EXPECT_EQ(request.GetFlowBytes(), flowRows.at(request.firstFlow + flow)[0]);
            ++servers[request.servers[flow]];
        }
        gaps += request.gapUs;
        if (i == 0)
        {
            EXPECT_EQ(request.arrival, Time(0));
        }
    }
    EXPECT_EQ(servers, (std::vector<int>{391, 430, 385}));
    ASSERT_TRUE(plan.Next(request));
    EXPECT_EQ(request.firstFlow, 1206U);
    gaps += request.gapUs;
    EXPECT_EQ(std::floor(gaps / 200), 14468);
    EXPECT_FALSE(plan.Next(request));
}

TEST(PoissonPlanHkust, GapsAreThoseOfTheRule)
{
    const auto config = PoissonConfig::Parse(HKUST_TEXT, "f", Dialect::HKUST);
    const auto requests = ListAll(PoissonPlan(config, MakeLoad(900, 250, Dialect::HKUST, 123), {}));
    GlibcRandom random(123);
    for (const auto& request : requests)
    {
        for (int other = 0; other < 4; ++other)
        {
            random.Next();
        }
        const double quotient = static_cast<double>(random.Next() % 2147483647) / 2147483647;
        const float logarithm = std::log(static_cast<float>(1.0 - quotient));
        ASSERT_EQ(request.gapUs, static_cast<uint32_t>(-logarithm / (1.0 / 16156)));
    }
}

TEST(PoissonPlanHkust, TableIsTheRun)
{
    const auto config = PoissonConfig::Parse(HKUST_TEXT, "f", Dialect::HKUST);
    PoissonPlan plan(config, MakeLoad(900, 3, Dialect::HKUST, 123), {});
    std::string text = POISSON_PLAN_HEADER;
    for (PoissonRequest request; plan.Next(request);)
    {
        AppendPoissonPlanRows(text, request, plan.GetConfig());
    }
    EXPECT_EQ(text,
              "id,size_bytes,server,dscp,rate_mbps,gap_us\n"
              "1,4003,127.0.0.3:5001,2,500,7250\n"
              "2,8975,127.0.0.2:5001,0,500,34196\n"
              "3,442924,127.0.0.2:5001,0,800,8943\n");
}

TEST(PoissonPlanHkust, DistanceOfTheGapsIsTheKnownOne)
{
    const auto config =
        PoissonConfig::Parse("server a 1\nreq_size_dist dctcp\n", "f", Dialect::HKUST);
    PoissonPlan plan(config, MakeLoad(900, 20000, Dialect::HKUST, 1), {});
    std::vector<double> gaps;
    for (PoissonRequest request; plan.Next(request);)
    {
        gaps.push_back(request.gapUs);
    }
    EXPECT_NEAR(DistanceFromExponential(gaps, 16156), 0.00648, 0.00001);
}

TEST(PoissonPlanHkust, DurationBecomesANumberOfRequests)
{
    SKIP_WITHOUT_TEST_DATA("cdf/hkust_fb_cdf.cdf");
    auto config = MakeConfig(1, LoadSizeDistribution(GetTestDataPath("cdf/hkust_fb_cdf.cdf")));
    PoissonLoad load = MakeLoad(50, 1, Dialect::HKUST, 1);
    load.requests.reset();
    load.duration = Seconds(2);
    const auto plan = MakePlan(config, load);
    EXPECT_EQ(plan.GetMeanGapUs(), 58);
    EXPECT_EQ(plan.GetTotal(), 34482U);
    load.duration = MicroSeconds(57);
    EXPECT_EQ(MakePlan(config, load).GetTotal(), 1U);
}

TEST(PoissonPlanHkust, ShortGapsAreMuchTooShort)
{
    SKIP_WITHOUT_TEST_DATA("cdf/hkust_fb_cdf.cdf");
    auto config = MakeConfig(1, LoadSizeDistribution(GetTestDataPath("cdf/hkust_fb_cdf.cdf")));
    constexpr int REQUESTS = 200000;
    auto plan = MakePlan(config, MakeLoad(900, REQUESTS, Dialect::HKUST, 1));
    EXPECT_EQ(plan.GetMeanGapUs(), 3); // of 3.23
    Time last;
    int empty = 0;
    for (PoissonRequest request; plan.Next(request);)
    {
        last = request.arrival;
        empty += request.bytes == 0 ? 1 : 0;
    }
    // The mean of what is left of an exponential gap is 1 / (e^(1/3) - 1) whole microseconds.
    EXPECT_NEAR(last.GetMicroSeconds() / static_cast<double>(REQUESTS),
                1 / std::expm1(1 / 3.0),
                0.03);
    EXPECT_NEAR(empty / static_cast<double>(REQUESTS), 0.28 / 3, 0.002);
}

TEST(PoissonPlanHkust, WhatTheToolCannotDoIsRefused)
{
    const auto dctcp = FindPublishedSizes("dctcp");
    const auto load = MakeLoad(900, 1, Dialect::HKUST, 1);
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, MakeExponential(100)), load),
              "f: HKUST's tool knows no exponential sizes (an empirical distribution)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(0, dctcp), load), "f: there is no server (one server)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, dctcp), MakeLoad(900, 1, Dialect::HKUST, 0)),
              "f: HKUST's tool cannot have the seed 0 (a seed from 1 to 4294967295)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, dctcp), MakeLoad(1e9, 1, Dialect::HKUST, 1)),
              "f: HKUST's tool cannot have a mean gap of 0.000000 us (a bandwidth that makes it 1 "
              "us to 4294967295 us)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(2, dctcp), load, 1),
              "f: a client among its servers is no matter of another tool's rule (no compat, or "
              "other servers)");
    auto config = MakeConfig(2, dctcp);
    config.servers[1].weight = 2;
    EXPECT_EQ(ProblemsOfPlan(config, load),
              "f: HKUST's tool knows no weights of servers (expected equal ones)");
    config = MakeConfig(2, dctcp);
    config.distinctServers = true;
    EXPECT_EQ(ProblemsOfPlan(config, load),
              "f: HKUST's tool knows no distinct servers (expected none)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1,
                                        std::make_shared<SizeDistribution>(
                                            "t",
                                            std::vector<SizeDistribution::Point>{{5e9, 1}},
                                            Sampling::LINEAR)),
                             load),
              "f: the largest size has more than 32 bits (sizes up to 4294967295)");
}

// The Python tool's rule

/// The example of its documentation.
std::shared_ptr<const PoissonConfig>
PythonExample()
{
    auto config = MakeConfig(2,
                             ParseSizeDistribution("# Size(Bytes) CumulativeProbability\n"
                                                   "1024 0.1\n"
                                                   "10240 0.3\n"
                                                   "102400 0.6\n"
                                                   "1048576 0.8\n"
                                                   "10485760 0.9\n"
                                                   "104857600 0.95\n"
                                                   "1073741824 1.0\n",
                                                   "sizes",
                                                   Sampling::STEP));
    config.serverChoice = ServerChoice::ROUND_ROBIN;
    return std::make_shared<const PoissonConfig>(std::move(config));
}

TEST(PoissonPlanPython, RequestsAreThoseOfTheTool)
{
    // As the rule gives them in Python 3.11 for seed 12345 and 25 Mbit/s.
    struct Row
    {
        uint64_t bytes;
        double gap;
        double arrival;
    };

    const std::vector<Row> rows{{102400, 0, 0},
                                {10485760, 0.5561504513610215, 0.5561504513610215},
                                {102400, 19.30152915606597, 19.85767960742699},
                                {102400, 11.712114214770082, 31.569793822197074},
                                {10240, 9.596235744435715, 41.16602956663279},
                                {102400, 30.86664316087693, 72.03267272750972},
                                {102400, 10.423929849479373, 82.4566025769891},
                                {1073741824, 23.85131151305097, 106.30791409004007}};
    const auto requests = ListAll(
        PoissonPlan(PythonExample(), MakeLoad(25, rows.size(), Dialect::PYTHON, 12345), {}));
    ASSERT_EQ(requests.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        SCOPED_TRACE(i);
        EXPECT_EQ(requests[i].drawnBytes, rows[i].bytes);
        EXPECT_EQ(requests[i].bytes, rows[i].bytes);
        EXPECT_EQ(requests[i].servers, std::vector<uint32_t>{static_cast<uint32_t>(i % 2)});
        EXPECT_DOUBLE_EQ(requests[i].gapUs, rows[i].gap * 1e6);
        EXPECT_NEAR(requests[i].arrival.GetNanoSeconds(), rows[i].arrival * 1e9, 1);
    }
}

TEST(PoissonPlanPython, RequestsAreThoseOfTheToolToTheLast)
{
    PoissonPlan plan(PythonExample(), MakeLoad(100, 1000, Dialect::PYTHON, 12345), {});
    double bytes = 0;
    PoissonRequest request;
    while (plan.Next(request))
    {
        bytes += request.drawnBytes;
    }
    EXPECT_EQ(bytes, 63227468800.0);
    EXPECT_NEAR(request.arrival.GetSeconds(), 12809.200281149413, 2e-9);
}

TEST(PoissonPlanPython, MeanIsThePlainAverage)
{
    const auto load = MakeLoad(100, 1, Dialect::PYTHON, 1);
    const PoissonPlan plan(PythonExample(), load, {});
    EXPECT_DOUBLE_EQ(plan.GetMeanBytes(), 170035346.2857143);
    EXPECT_NEAR(1e6 / plan.GetMeanGapUs(), 0.073514, 5e-7);
    const auto own = MakePlan(*PythonExample(), MakeLoad(100, 1));
    EXPECT_NEAR(1e6 / own.GetMeanGapUs(), 0.207568, 5e-7);
    // What is offered of what is asked for.
    EXPECT_NEAR(own.GetMeanGapUs() / plan.GetMeanGapUs(), 0.354, 0.0005);
}

TEST(PoissonPlanPython, DurationIsCountedFromTheFirstFlow)
{
    PoissonLoad load = MakeLoad(25, 1, Dialect::PYTHON, 12345);
    load.requests.reset();
    load.duration = Seconds(60);
    EXPECT_EQ(ListAll(PoissonPlan(PythonExample(), load, {})).size(), 5U);
    load.duration = MilliSeconds(1);
    EXPECT_EQ(ListAll(PoissonPlan(PythonExample(), load, {})).size(), 1U);
}

TEST(PoissonPlanPython, WhatTheToolCannotDoIsRefused)
{
    const auto load = MakeLoad(100, 1, Dialect::PYTHON, 1);
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, MakeConstant(100)), load),
              "f: the Python tool knows no constant sizes (an empirical distribution)");
    auto config = *PythonExample();
    config.dscp = WeightedChoice({{0, 1}, {1, 1}});
    EXPECT_EQ(
        ProblemsOfPlan(config, load),
        "f: the Python tool knows no weights of DSCPs, rates or fan-outs (one value of each)");
    config = *PythonExample();
    config.fanouts = WeightedChoice(2);
    EXPECT_EQ(ProblemsOfPlan(config, load),
              "f: the Python tool knows no requests of several flows (a fan-out of 1)");
}

// Our own rule

/// Statistics of one client, of which gaps and sizes have streams of their own.
TEST(PoissonPlan, GapsPassKolmogorovSmirnov)
{
    constexpr int GAPS = 100000;
    auto plan = MakePlan(MakeConfig(1, FindPublishedSizes("dctcp")), MakeLoad(900, GAPS));
    std::vector<double> gaps;
    Time before;
    for (PoissonRequest request; plan.Next(request);)
    {
        gaps.push_back((request.arrival - before).GetNanoSeconds() / 1000.0);
        before = request.arrival;
    }
    ASSERT_EQ(gaps.size(), static_cast<std::size_t>(GAPS));
    const double mean = 1711250 * 8 / 900.0;
    EXPECT_DOUBLE_EQ(plan.GetMeanGapUs(), mean);
    EXPECT_LT(DistanceFromExponential(gaps, mean), 1.628 / std::sqrt(GAPS)); // 1 %

    // Neighbours have nothing to do with one another.
    double covariance = 0;
    double variance = 0;
    for (int i = 1; i < GAPS; ++i)
    {
        covariance += (gaps[i] - mean) * (gaps[i - 1] - mean);
        variance += (gaps[i] - mean) * (gaps[i] - mean);
    }
    EXPECT_LT(std::abs(covariance / variance), 2.576 / std::sqrt(GAPS));
}

TEST(PoissonPlan, CountsInEqualTimesAreDispersedAsPoissonsAre)
{
    constexpr int WINDOWS = 10000;
    constexpr double MEAN = 10;
    auto load = MakeLoad(8, 1); // a byte is a microsecond
    load.requests.reset();
    load.duration = MilliSeconds(WINDOWS);
    auto plan = MakePlan(MakeConfig(1, MakeConstant(1000 / MEAN)), load);
    std::vector<int> counts(WINDOWS);
    for (PoissonRequest request; plan.Next(request);)
    {
        ++counts.at(request.arrival.GetMilliSeconds());
    }
    double sum = 0;
    double squares = 0;
    for (const int count : counts)
    {
        sum += count;
        squares += static_cast<double>(count) * count;
    }
    const double mean = sum / WINDOWS;
    EXPECT_NEAR(mean, MEAN, 2.576 * std::sqrt(MEAN / WINDOWS));
    EXPECT_NEAR((squares / WINDOWS - mean * mean) / mean, 1, 2.576 * std::sqrt(2.0 / WINDOWS));
}

class PoissonOfferedLoad : public ::testing::TestWithParam<Sampling>
{
};

/// @return bits over time of a plan, in Mbit/s
double
GetOfferedMbps(PoissonPlan plan)
{
    double bits = 0;
    PoissonRequest request;
    while (plan.Next(request))
    {
        bits += 8 * static_cast<double>(request.bytes);
    }
    return bits / (static_cast<double>(request.arrival.GetNanoSeconds()) / 1000);
}

TEST_P(PoissonOfferedLoad, IsWithinOnePercentOf100000Flows)
{
    // One percent is 1.25 standard deviations: not all streams are within it, but these are.
    constexpr int64_t STREAM = 100;
    const auto sizes = FindPublishedSizes("dctcp")->WithSampling(GetParam());
    const auto config = MakeConfig(1, sizes);
    const auto load = MakeLoad(900, 100000);
    EXPECT_NEAR(GetOfferedMbps(MakePlan(config, load, std::nullopt, STREAM)), 900, 9);
}

TEST_P(PoissonOfferedLoad, IsThatAskedForOverManyClients)
{
    constexpr int CLIENTS = 25;
    constexpr int FLOWS = 100000;
    const auto sizes = FindPublishedSizes("dctcp")->WithSampling(GetParam());
    const auto config = MakeConfig(1, sizes);
    // The relative deviation of one client is sqrt((1 + cv^2) / n); cv is 2.318 and 2.289.
    const double deviation = std::sqrt((1 + 2.318 * 2.318) / FLOWS);
    double sum = 0;
    for (int client = 0; client < CLIENTS; ++client)
    {
        const double offered = GetOfferedMbps(
            MakePlan(config, MakeLoad(900, FLOWS), std::nullopt, client * PoissonSources::COUNT));
        EXPECT_NEAR(offered / 900, 1, 4 * deviation);
        sum += offered / 900;
    }
    EXPECT_NEAR(sum / CLIENTS, 1, 2.576 * deviation / std::sqrt(CLIENTS));
}

INSTANTIATE_TEST_SUITE_P(Rules,
                         PoissonOfferedLoad,
                         ::testing::Values(Sampling::LINEAR, Sampling::STEP));

TEST(PoissonPlan, SizesMatchEveryListedPoint)
{
    constexpr int FLOWS = 100000;
    for (const auto sampling : {Sampling::LINEAR, Sampling::STEP})
    {
        const auto sizes = FindPublishedSizes("dctcp")->WithSampling(sampling);
        std::vector<double> drawn;
        auto plan = MakePlan(MakeConfig(1, sizes), MakeLoad(900, FLOWS));
        for (PoissonRequest request; plan.Next(request);)
        {
            drawn.push_back(request.drawnBytes);
        }
        for (const auto& point : sizes->GetPoints())
        {
            const double fraction = sizes->GetFraction(point.size);
            const auto count = std::count_if(drawn.begin(), drawn.end(), [&](double size) {
                return size <= point.size;
            });
            EXPECT_NEAR(static_cast<double>(count) / FLOWS,
                        fraction,
                        2.576 * std::sqrt(fraction * (1 - fraction) / FLOWS))
                << point.size;
        }
    }
}

TEST(PoissonPlan, RoundingKeepsTheMeanOfSmallSizes)
{
    constexpr int FLOWS = 100000;
    const auto config = MakeConfig(1, MakeUniform(0, 3));
    double sum = 0;
    for (const auto& request : ListAll(MakePlan(config, MakeLoad(900, FLOWS))))
    {
        sum += static_cast<double>(request.bytes);
        ASSERT_LE(std::abs(request.drawnBytes - static_cast<double>(request.bytes)), 0.5);
    }
    // Of 0, 1, 2, 3 with chances 1/6, 1/3, 1/3, 1/6: the variance is 11/12.
    EXPECT_NEAR(sum / FLOWS, 1.5, 2.576 * std::sqrt(11 / 12.0 / FLOWS));
}

TEST(PoissonPlan, HugeSizesAreLimitedAndTheMeanKnowsIt)
{
    const auto sizes = MakePareto(1000, 0.5); // without a mean
    auto plan = MakePlan(MakeConfig(1, sizes), MakeLoad(900, 100000));
    EXPECT_EQ(plan.GetMeanBytes(), sizes->GetLimitedMean(4294967295.0));
    uint64_t largest = 0;
    for (PoissonRequest request; plan.Next(request);)
    {
        largest = std::max(largest, request.bytes);
    }
    EXPECT_EQ(largest, 4294967295U);
}

TEST(PoissonPlan, ArrivalsAreTheSumsOfTheGaps)
{
    auto plan = MakePlan(MakeConfig(1, MakeConstant(100)), MakeLoad(1000, 1000000));
    long double sum = 0;
    for (PoissonRequest request; plan.Next(request);)
    {
        sum += static_cast<long double>(request.gapUs) * 1000;
        ASSERT_LE(std::abs(static_cast<double>(sum - request.arrival.GetNanoSeconds())), 1.001);
    }
}

TEST(PoissonPlan, RequestsAreNumbered)
{
    auto config = MakeConfig(3, MakeConstant(1000));
    config.fanouts = WeightedChoice({{1, 1}, {7, 1}});
    uint64_t index = 0;
    uint64_t flows = 0;
    for (const auto& request : ListAll(MakePlan(config, MakeLoad(1000, 1000))))
    {
        EXPECT_EQ(request.index, index++);
        EXPECT_EQ(request.firstFlow, flows);
        flows += request.servers.size();
        EXPECT_EQ(request.GetFlowBytes(), request.servers.size() == 1 ? 1000U : 142U);
    }
    EXPECT_EQ(index, 1000U);
}

TEST(PoissonPlan, DurationEndsIt)
{
    auto load = MakeLoad(8, 1);
    load.requests.reset();
    load.duration = MilliSeconds(100);
    auto plan = MakePlan(MakeConfig(1, MakeConstant(100)), load);
    EXPECT_FALSE(plan.GetTotal());
    PoissonRequest request;
    uint64_t count = 0;
    while (plan.Next(request))
    {
        EXPECT_LT(request.arrival, MilliSeconds(100));
        ++count;
    }
    EXPECT_NEAR(count, 1000, 2.576 * std::sqrt(1000));
    EXPECT_FALSE(plan.Next(request));
    EXPECT_EQ(plan.GetTotal(), count);
}

TEST(PoissonPlan, EachQuantityHasItsOwnStream)
{
    auto config = MakeConfig(4, FindPublishedSizes("dctcp"));
    const auto plain = ListAll(MakePlan(config, MakeLoad(900, 100)));
    config.dscp = WeightedChoice({{0, 1}, {46, 1}});
    config.rates = WeightedChoice({{0, 1}, {500, 1}});
    config.fanouts = WeightedChoice({{1, 1}, {2, 1}});
    const auto more = ListAll(MakePlan(config, MakeLoad(900, 100)));
    for (std::size_t i = 0; i < plain.size(); ++i)
    {
        EXPECT_EQ(plain[i].bytes, more[i].bytes);
        EXPECT_EQ(plain[i].arrival, more[i].arrival);
    }
    const auto again = ListAll(MakePlan(config, MakeLoad(900, 100)));
    for (std::size_t i = 0; i < more.size(); ++i)
    {
        EXPECT_EQ(again[i].servers, more[i].servers);
        EXPECT_EQ(again[i].dscp, more[i].dscp);
        EXPECT_EQ(again[i].rateMbps, more[i].rateMbps);
    }
}

TEST(PoissonPlan, AnySourceWillDo)
{
    const auto config =
        std::make_shared<const PoissonConfig>(MakeConfig(4, FindPublishedSizes("dctcp")));
    PoissonPlan plan(config,
                     MakeLoad(900, 1),
                     PoissonSources::Shared(std::make_shared<PythonRandom>(1)));
    PoissonRequest request;
    ASSERT_TRUE(plan.Next(request));
    PythonRandom random(1);
    EXPECT_EQ(request.drawnBytes, config->sizes->Draw(random));
    EXPECT_EQ(request.gapUs, -plan.GetMeanGapUs() * std::log1p(-random.Random()));
    EXPECT_EQ(request.servers[0], static_cast<uint32_t>(random.Random() * 4));
}

TEST(PoissonPlan, ServersAreChosenByWeight)
{
    constexpr int FLOWS = 100000;
    auto config = MakeConfig(4, MakeConstant(100));
    config.servers[1].weight = 3;
    config.servers[2].weight = 0;
    config.servers[3].weight = 6;
    std::vector<int> counts(4);
    for (const auto& request : ListAll(MakePlan(config, MakeLoad(900, FLOWS))))
    {
        ++counts[request.servers.at(0)];
    }
    double chiSquare = 0;
    const std::vector<double> shares{0.1, 0.3, 0, 0.6};
    for (const int server : {0, 1, 3})
    {
        const double expected = shares[server] * FLOWS;
        chiSquare += (counts[server] - expected) * (counts[server] - expected) / expected;
    }
    EXPECT_EQ(counts[2], 0);
    EXPECT_LT(chiSquare, 9.210); // 1 %, 2 degrees
}

TEST(PoissonPlan, ServersTakeTurns)
{
    auto config = MakeConfig(3, MakeConstant(100));
    config.serverChoice = ServerChoice::ROUND_ROBIN;
    for (const auto& request : ListAll(MakePlan(config, MakeLoad(900, 30))))
    {
        EXPECT_EQ(request.servers, std::vector<uint32_t>{static_cast<uint32_t>(request.index % 3)});
    }
    config.fanouts = WeightedChoice(2);
    const auto requests = ListAll(MakePlan(config, MakeLoad(900, 3)));
    EXPECT_EQ(requests[0].servers, (std::vector<uint32_t>{0, 1}));
    EXPECT_EQ(requests[1].servers, (std::vector<uint32_t>{2, 0}));
    EXPECT_EQ(requests[2].servers, (std::vector<uint32_t>{1, 2}));
}

TEST(PoissonPlan, ClientIsNotItsOwnServer)
{
    auto config = MakeConfig(4, MakeConstant(100));
    for (const auto choice : {ServerChoice::RANDOM, ServerChoice::ROUND_ROBIN})
    {
        config.serverChoice = choice;
        for (uint32_t self = 0; self < 4; ++self)
        {
            std::vector<int> counts(4);
            for (const auto& request : ListAll(MakePlan(config, MakeLoad(900, 3000), self)))
            {
                ++counts[request.servers.at(0)];
            }
            for (uint32_t server = 0; server < 4; ++server)
            {
                EXPECT_NEAR(counts[server], server == self ? 0 : 1000, server == self ? 0 : 100);
            }
        }
    }
}

TEST(PoissonPlan, ClientsThatTakeTurnsDoNotAllBeginWithTheSameServer)
{
    auto config = MakeConfig(4, MakeConstant(100));
    config.serverChoice = ServerChoice::ROUND_ROBIN;
    std::set<uint32_t> first;
    for (uint32_t self = 0; self < 4; ++self)
    {
        first.insert(ListAll(MakePlan(config, MakeLoad(900, 1), self)).at(0).servers.at(0));
    }
    EXPECT_EQ(first, (std::set<uint32_t>{0, 1, 2, 3}));
}

TEST(PoissonPlan, DistinctServersAreDifferentAndAllTheSameOften)
{
    constexpr int REQUESTS = 10000;
    auto config = MakeConfig(6, MakeConstant(100));
    config.distinctServers = true;
    config.fanouts = WeightedChoice(3);
    std::vector<int> counts(6);
    for (const auto& request : ListAll(MakePlan(config, MakeLoad(900, REQUESTS), 2)))
    {
        ASSERT_EQ(request.servers.size(), 3U);
        ASSERT_LT(request.servers[0], request.servers[1]);
        ASSERT_LT(request.servers[1], request.servers[2]);
        for (const auto server : request.servers)
        {
            ++counts[server];
        }
    }
    EXPECT_EQ(counts[2], 0);
    for (const int server : {0, 1, 3, 4, 5})
    {
        EXPECT_NEAR(counts[server], 0.6 * REQUESTS, 2.576 * std::sqrt(0.24 * REQUESTS));
    }
}

TEST(PoissonPlan, RequestKeepsItsMemory)
{
    auto config = MakeConfig(3, FindPublishedSizes("dctcp"));
    config.fanouts = WeightedChoice({{1, 1}, {8, 1}});
    auto plan = MakePlan(config, MakeLoad(900, 1000));
    PoissonRequest request;
    request.servers.reserve(8);
    const auto* memory = request.servers.data();
    while (plan.Next(request))
    {
        ASSERT_EQ(request.servers.data(), memory);
    }
}

TEST(PoissonPlan, TableHasARowForEachFlow)
{
    auto config = MakeConfig(2, MakeConstant(1001));
    config.serverChoice = ServerChoice::ROUND_ROBIN;
    config.fanouts = WeightedChoice(2);
    config.dscp = WeightedChoice(46);
    PoissonRequest request;
    request.firstFlow = 4;
    request.bytes = 1001;
    request.dscp = 46;
    request.gapUs = 12.34567;
    request.servers = {1, 0};
    std::string text;
    AppendPoissonPlanRows(text, request, config);
    EXPECT_EQ(text, "5,500,h1:5001,46,0,12.346\n6,500,h0:5001,46,0,0\n");
}

TEST(PoissonPlan, WhatCannotBePlannedIsRefused)
{
    const auto sizes = MakeConstant(100);
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(0, sizes), MakeLoad(1, 1)),
              "f: there is no server (one server)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, sizes), MakeLoad(1, 1), 0),
              "f: there is no server (one besides the client itself)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, sizes), MakeLoad(0, 1)),
              "f: the bandwidth is not positive (expected more than 0 Mbit/s)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, MakeConstant(0)), MakeLoad(1, 1)),
              "f: the mean size is 0 (sizes that are not all 0)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, sizes), MakeLoad(1, 0)),
              "f: there is no number of requests and no duration, or there are both (a number from "
              "1 on, or a duration)");
    auto both = MakeLoad(1, 1);
    both.duration = Seconds(1);
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, sizes), both),
              "f: there is no number of requests and no duration, or there are both (a number from "
              "1 on, or a duration)");
    EXPECT_EQ(ProblemsOfPlan(MakeConfig(1, sizes), MakeLoad(1e-9, 3000)),
              "f: the requests would take more than 73 years to arrive (fewer or smaller ones, or "
              "more bandwidth)");
    auto config = MakeConfig(2, sizes);
    config.distinctServers = true;
    config.fanouts = WeightedChoice(2);
    EXPECT_EQ(ProblemsOfPlan(config, MakeLoad(1, 1)), "");
    EXPECT_EQ(ProblemsOfPlan(config, MakeLoad(1, 1), 1),
              "f: a request has 2 flows, of 1 different servers (a smaller fan-out, or more "
              "servers)");
}

// The keys of an entry

PoissonLoad
ReadLoad(const std::string& text)
{
    auto document = JsonDocument::FromText(text, "f");
    const auto load = PoissonLoad::Read(document.GetRoot());
    document.ThrowIfAny();
    return load;
}

TEST(PoissonLoad, ReadsEntries)
{
    const auto plain = ReadLoad(R"({"bandwidth": "900Mbps", "flows": 250, "other": 1})");
    EXPECT_EQ(plain.megabitsPerSecond, 900);
    EXPECT_EQ(plain.requests, 250U);
    EXPECT_FALSE(plain.duration);
    EXPECT_FALSE(plain.compat);
    EXPECT_FALSE(plain.fraction);

    const auto hkust =
        ReadLoad(R"({"bandwidth": "1Gbps", "duration": "2s", "compat": "hkust", "seed": 123})");
    EXPECT_EQ(hkust.duration, Seconds(2));
    EXPECT_EQ(hkust.compat, Dialect::HKUST);
    EXPECT_EQ(hkust.seed, 123);

    const auto python = ReadLoad(R"({"load": 0.3, "flows": 1, "compat": "python", "seed": -5})");
    EXPECT_EQ(python.fraction, 0.3);
    EXPECT_EQ(python.compat, Dialect::PYTHON);
    EXPECT_EQ(python.seed, -5);
}

struct Refused
{
    const char* text;
    const char* problems;
};

class PoissonLoadRefused : public ::testing::TestWithParam<Refused>
{
};

TEST_P(PoissonLoadRefused, IsTold)
{
    EXPECT_EQ(ProblemsOf([] { ReadLoad(GetParam().text); }), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Entries,
    PoissonLoadRefused,
    ::testing::Values(
        Refused{"{}",
                "f:1: \"bandwidth\" is missing\n"
                "f:1: \"flows\" or \"duration\" is missing (one of the two)"},
        Refused{R"({"bandwidth": "0Mbps", "flows": 0})",
                "f:1: bandwidth: \"0Mbps\" is not a rate (a positive number with a unit, such as "
                "50Mbps)\n"
                "f:1: flows: 0 is not a whole number from 1 to 4294967295"},
        Refused{R"({"bandwidth": "1Mbps", "flows": 1, "duration": "0s"})",
                "f:1: \"flows\" and \"duration\" do not go together (one of the two)\n"
                "f:1: duration: the duration is 0 (a longer one)"},
        Refused{R"({"bandwidth": "1Mbps", "load": 0, "flows": 1})",
                "f:1: load: there is no load (a fraction greater than 0)\n"
                "f:1: load: this does not go with \"bandwidth\" (one of the two)"},
        Refused{R"({"load": 1.5, "flows": 1})", "f:1: load: 1.5 is not a number from 0 to 1"},
        Refused{R"({"bandwidth": "1Mbps", "flows": 1, "compat": "HKUST"})",
                "f:1: compat: unknown word \"HKUST\", did you mean \"hkust\"? (one of: hkust, "
                "python)"},
        Refused{R"({"bandwidth": "1Mbps", "flows": 1, "compat": "hkust", "seed": 0})",
                "f:1: seed: 0 is not a whole number from 1 to 4294967295"},
        Refused{
            R"({"bandwidth": "1Mbps", "flows": 1, "seed": 3})",
            "f:1: seed: this seed is that of another tool's generator (\"compat\" beside it, or "
            "the seed of the whole scenario)"}));

} // namespace

} // namespace ns3
