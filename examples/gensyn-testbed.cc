/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * The measurement of the GenSyn paper (Heegaard, Telektronikk 2/3.2001, section 2.2.3, Figs 11 and
 * 12): four routers in a ring, ten hosts, 125 and 404 FTP users and 2883 voice users on them, 1800
 * s at the interface of the first host, in both directions, in bins of 10 ms.
 *
 *        tg2, tg3          tg4, tg5
 *            |                |
 *     tg1 -- r1 ------------ r2
 *            |                |
 *     tg8 -- r4 ------------ r3 -- tg6, tg7
 *            |
 *        tg9, tg10
 *
 * It prints the shares of TCP and UDP (the paper has 85 and 15 %), and the slope of the
 * variance-time curve: the variance of the mean of m bins, by the square of the mean, against m.
 * Traffic without memory has -1. With --control, reading is exponential and all files have one
 * size.
 *
 * Which host of the paper has which users is not known, nor are the rates of the ring. Run it from
 * the module's directory.
 */

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/synthetic-traffic-module.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const Time BIN = MilliSeconds(10);

/// What a capture on an interface would see.
struct Capture
{
    void See(Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t)
    {
        Ipv4Header ip;
        packet->PeekHeader(ip);
        (ip.GetProtocol() == UdpL4Protocol::PROT_NUMBER ? udpBytes : tcpBytes) += packet->GetSize();
        const auto bin =
            static_cast<std::size_t>(Simulator::Now().GetTimeStep() / BIN.GetTimeStep());
        if (bin < bins.size())
        {
            bins[bin] += packet->GetSize();
        }
    }

    double tcpBytes{0};
    double udpBytes{0};
    std::vector<double> bins; //!< bytes
};

/// A point of the variance-time curve.
struct Point
{
    double block; //!< bins
    double variance;
};

std::vector<Point>
MakeCurve(const std::vector<double>& bins)
{
    constexpr double STEPS_A_DECADE = 5;
    constexpr std::size_t FEWEST_BLOCKS = 10;
    std::vector<Point> curve;
    for (int step = 0;; ++step)
    {
        const auto block =
            static_cast<std::size_t>(std::lround(std::pow(10, step / STEPS_A_DECADE)));
        const auto n = bins.size() / block;
        if (n < FEWEST_BLOCKS)
        {
            return curve;
        }
        double sum = 0;
        double squares = 0;
        for (std::size_t i = 0; i < n; ++i)
        {
            double mean = 0;
            for (std::size_t k = 0; k < block; ++k)
            {
                mean += bins[i * block + k] / static_cast<double>(block);
            }
            sum += mean;
            squares += mean * mean;
        }
        const double mean = sum / static_cast<double>(n);
        curve.push_back({static_cast<double>(block),
                         (squares / static_cast<double>(n) - mean * mean) / (mean * mean)});
    }
}

/// The slope of a line through the points of these blocks, both scales being logarithmic.
double
FitSlope(const std::vector<Point>& curve, double first, double last)
{
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (const auto& point : curve)
    {
        if (point.block >= first && point.block <= last)
        {
            const double a = std::log10(point.block);
            const double b = std::log10(point.variance);
            n += 1;
            x += a;
            y += b;
            xx += a * a;
            xy += a * b;
        }
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

void
WriteCurve(const std::vector<Point>& curve, const std::string& out)
{
    std::ofstream data(out + "/variance-time.csv");
    data << "block_bins,normalised_variance\n";
    for (const auto& point : curve)
    {
        data << point.block << ',' << point.variance << '\n';
    }
    data.close();
    std::ofstream script(out + "/variance-time.gnuplot");
    script << "set terminal svg size 640,480\nset output '" << out
           << "/variance-time.svg'\nset datafile separator ','\nset logscale xy\n"
              "set xlabel 'block length (bins of 10 ms)'\nset ylabel 'normalised variance'\n"
              "plot '"
           << out << "/variance-time.csv' using 1:2 skip 1 with linespoints title 'measured', "
           << curve.front().variance << " / x title 'slope -1'\n";
    script.close();
    if (std::system(("gnuplot '" + out + "/variance-time.gnuplot'").c_str()) != 0)
    {
        std::cerr << "no plot: gnuplot did not run\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string configs = "examples";
    std::string out = "gensyn-testbed-results";
    std::string stop = "1800s";
    bool control = false;
    CommandLine cmd(__FILE__);
    cmd.AddValue("configs", "Directory of the scenario", configs);
    cmd.AddValue("out", "Directory for the results", out);
    cmd.AddValue("stop", "Simulated time", stop);
    cmd.AddValue("control", "Exponential reading and one size of files", control);
    cmd.Parse(argc, argv);

    try
    {
        std::vector<std::string> overrides{"stop=" + stop};
        for (int entry = 1; control && entry <= 3; ++entry)
        {
            overrides.push_back("applications." + std::to_string(entry) +
                                ".model=gensyn-testbed-control.gensyn.json");
        }
        const auto scenario = ScenarioHelper::Load(configs + "/gensyn-testbed.json", overrides);
        ResultsHelper results(out);
        scenario.Install(results);

        Capture capture;
        capture.bins.resize(scenario.GetStop().GetTimeStep() / BIN.GetTimeStep());
        const auto ipv4 = Names::Find<Node>("tg1")->GetObject<Ipv4L3Protocol>();
        ipv4->TraceConnectWithoutContext("Tx", MakeCallback(&Capture::See, &capture));
        ipv4->TraceConnectWithoutContext("Rx", MakeCallback(&Capture::See, &capture));
        Simulator::Run();
        results.Finish(scenario.GetName());

        const double bytes = capture.tcpBytes + capture.udpBytes;
        const double seconds = scenario.GetStop().GetSeconds();
        std::cout << std::fixed << std::setprecision(2) << "TCP "
                  << 8e-6 * capture.tcpBytes / seconds << " Mbit/s, "
                  << 100 * capture.tcpBytes / bytes << " %\nUDP "
                  << 8e-6 * capture.udpBytes / seconds << " Mbit/s, "
                  << 100 * capture.udpBytes / bytes << " %\n";
        const auto curve = MakeCurve(capture.bins);
        std::cout << "variance-time slope from 0.1 s to 10 s: " << FitSlope(curve, 10, 1000)
                  << (control ? " (control)" : "") << "\n";
        WriteCurve(curve, out);
        std::cout << "See " << out << "\n";
    }
    catch (const InputError& error)
    {
        std::cerr << error.what() << "\n";
        return 2;
    }
    Simulator::Destroy();
    return 0;
}
