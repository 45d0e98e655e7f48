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
 * the module's directory, or say with --configs where gensyn-testbed.json is.
 *
 * In the directory --out are the files of any run, but no report.html and no timing.json, and the
 * curve: variance-time.csv (block_bins, normalised_variance; a bin is 10 ms),
 * variance-time.gnuplot, variance-time.svg.
 */

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/synthetic-traffic-module.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

const Time BIN = MilliSeconds(10);
/// Less than this has no two points between 0.1 s and 10 s.
const Time SHORTEST = Seconds(2);
/// 0.1 s and 10 s.
constexpr std::size_t FIRST_BLOCK = 10;
constexpr std::size_t LAST_BLOCK = 1000;

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

/// Run gnuplot in a directory. @return whether it did
bool
RunGnuplot(const std::string& directory, const std::string& script)
{
    const auto child = fork();
    if (child == 0)
    {
        if (chdir(directory.c_str()) == 0)
        {
            execlp("gnuplot", "gnuplot", script.c_str(), static_cast<char*>(nullptr));
        }
        _exit(1);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

void
WriteCurve(const std::vector<VarianceTimePoint>& curve, const std::string& out)
{
    std::ofstream data(out + "/variance-time.csv");
    data << "block_bins,normalised_variance\n";
    for (const auto& point : curve)
    {
        data << point.block << ',' << point.variance << '\n';
    }
    data.close();
    std::ofstream script(out + "/variance-time.gnuplot");
    script << "set terminal svg size 640,480\nset output 'variance-time.svg'\n"
              "set datafile separator ','\nset logscale xy\n"
              "set xlabel 'block length (bins of 10 ms)'\nset ylabel 'normalised variance'\n"
              "plot 'variance-time.csv' using 1:2 skip 1 with linespoints title 'measured', "
           << curve.front().variance << " / x title 'slope -1'\n";
    script.close();
    if (!RunGnuplot(out, "variance-time.gnuplot"))
    {
        std::cerr << "no plot: gnuplot did not run\n";
    }
}

/// On a terminal, say how far the run is. The events are the same wherever it prints.
void
PrintProgress(int percent, Time step)
{
    if (isatty(STDERR_FILENO) != 0)
    {
        std::cerr << '\r' << percent << " %" << std::flush;
    }
    Simulator::Schedule(step, &PrintProgress, percent + 1, step);
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
        if (scenario.GetStop() < SHORTEST)
        {
            throw InputError("command line",
                             0,
                             "--stop=" + stop + " is too short for a variance-time curve",
                             "expected at least 2s");
        }
        ResultsHelper results(out);
        scenario.Install(results);

        Capture capture;
        capture.bins.resize(scenario.GetStop().GetTimeStep() / BIN.GetTimeStep());
        const auto ipv4 = Names::Find<Node>("tg1")->GetObject<Ipv4L3Protocol>();
        ipv4->TraceConnectWithoutContext("Tx", MakeCallback(&Capture::See, &capture));
        ipv4->TraceConnectWithoutContext("Rx", MakeCallback(&Capture::See, &capture));
        PrintProgress(0, NanoSeconds(scenario.GetStop().GetNanoSeconds() / 100));
        Simulator::Run();
        if (isatty(STDERR_FILENO) != 0)
        {
            std::cerr << "\r     \r";
        }
        results.Finish(scenario.GetName());

        const double bytes = capture.tcpBytes + capture.udpBytes;
        const double seconds = scenario.GetStop().GetSeconds();
        std::cout << std::fixed << std::setprecision(2) << "TCP "
                  << 8e-6 * capture.tcpBytes / seconds << " Mbit/s, "
                  << 100 * capture.tcpBytes / bytes << " %\nUDP "
                  << 8e-6 * capture.udpBytes / seconds << " Mbit/s, "
                  << 100 * capture.udpBytes / bytes << " %\n";
        const auto curve = MakeVarianceTimeCurve(capture.bins);
        if (!curve.empty())
        {
            const auto last = std::min(LAST_BLOCK, curve.back().block);
            std::cout << "variance-time slope from 0.1 s to "
                      << static_cast<double>(last) * BIN.GetSeconds() << " s: ";
            const auto slope = FitVarianceTimeSlope(curve, FIRST_BLOCK, last);
            slope ? std::cout << *slope : std::cout << "none";
            std::cout << (control ? " (control)" : "") << "\n";
            WriteCurve(curve, out);
        }
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
