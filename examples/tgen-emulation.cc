/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * A simulated TGen host that speaks with real processes, in real time, through a TAP device:
 *
 *     real machine            gateway                      simulated
 *     198.18.0.1 ──── TAP ──── 198.18.0.2 ──────────────── 198.19.0.1
 *                                          50 Mbit/s, 10 ms
 *
 * The config says whether the host serves, opens streams, or both; it calls the real machine
 * "real". tgen-emulation.sh runs this in a network namespace that it makes and removes.
 */

#include "ns3/core-module.h"
#include "ns3/fd-net-device-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/synthetic-traffic-module.h"

#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <linux/if_tun.h>
#include <net/if.h>
#include <random>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

using namespace ns3;

namespace
{

/// The command line, and what it says.
struct Options
{
    Options(int argc, char* argv[]);

    std::string config;
    std::string host{"simulated"};
    std::string tap{"tap-tgen"};
    std::string real{"198.18.0.1"};
    std::string gateway{"198.18.0.2"};
    std::string simulated{"198.19.0.1"};
    DataRate rate;
    Time delay;
    Time stop;
    std::string out{"tgen-emulation-results"};
    std::string log;
};

Options::Options(int argc, char* argv[])
{
    std::string rateText = "50Mbps";
    std::string delayText = "10ms";
    std::string stopText = "60s";
    CommandLine cmd(__FILE__);
    cmd.Usage("A simulated TGen host that speaks with real processes through a TAP device.");
    cmd.AddValue("config", "TGen config of the simulated host (GraphML), required", config);
    cmd.AddValue("host", "Name of the simulated host", host);
    cmd.AddValue("tap", "TAP device; made, and removed at the end, if it is not there", tap);
    cmd.AddValue("real", "Address of the real machine, \"real\" in the config", real);
    cmd.AddValue("gateway", "Address at the simulated end of the TAP device", gateway);
    cmd.AddValue("simulated", "Address of the simulated host", simulated);
    cmd.AddValue("rate", "Rate of the simulated link", rateText);
    cmd.AddValue("delay", "Delay of the simulated link, one way", delayText);
    cmd.AddValue("stop", "When to end, at the latest", stopText);
    cmd.AddValue("out", "Directory for the results", out);
    cmd.AddValue("log", "File for TGen's log [OUT/tgen.HOST.log]", log);
    cmd.Parse(argc, argv);

    InputProblems problems("command line");
    const auto read = [&](const std::string& option, auto& value, auto parse, const auto& text) {
        try
        {
            value = parse(text);
        }
        catch (const ValueError& error)
        {
            problems.Add(0, "--" + option + ": " + error.what(), error.GetExpected());
        }
    };
    read("rate", rate, ParseDataRate, rateText);
    read("delay", delay, ParseTime, delayText);
    read("stop", stop, ParseTime, stopText);
    for (const auto& [option, address] :
         {std::pair{"real", real}, {"gateway", gateway}, {"simulated", simulated}})
    {
        if (!HostDirectory::IsAddress(address))
        {
            problems.Add(0,
                         "--" + std::string(option) + ": " + QuoteInput(address) +
                             " is no IPv4 address",
                         "four numbers, such as 198.18.0.1");
        }
    }
    if (real == gateway || gateway == simulated || simulated == real)
    {
        problems.Add(0, "two of --real, --gateway and --simulated are the same", "three addresses");
    }
    if (config.empty())
    {
        problems.Add(0, "there is no --config", "a TGen config (GraphML)");
    }
    if (host.empty() || host == "real" || host == "gateway" ||
        host.find_first_of(" /,[]") != std::string::npos)
    {
        problems.Add(0,
                     "--host: " + QuoteInput(host) + " cannot be the name of the simulated host",
                     "a name without blanks, slashes, commas and brackets that is not taken");
    }
    if (tap.empty() || tap.size() >= IFNAMSIZ)
    {
        problems.Add(0,
                     "--tap: " + QuoteInput(tap) + " cannot be the name of a network device",
                     "1 to 15 characters");
    }
    problems.ThrowIfAny();
}

/// @return a descriptor from which Ethernet frames come, and to which they go
int
OpenTap(const std::string& name)
{
    const auto descriptor = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
    ifreq request{};
    request.ifr_flags = IFF_TAP | IFF_NO_PI;
    std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
    if (descriptor < 0 || ioctl(descriptor, TUNSETIFF, &request) < 0)
    {
        throw std::system_error(errno,
                                std::generic_category(),
                                "no TAP device " + QuoteInput(name) +
                                    " (expected to run as root, or a device made for this user by "
                                    "\"ip tuntap add\")");
    }
    return descriptor;
}

/// Whether we were told to end.
volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int)
{
    g_interrupted = 1;
}

/**
 * Ends the simulation when the config has come to its end, on Ctrl-C, and on termination.
 * Connections may take leave of their peers before that, for a moment.
 */
class Watch
{
  public:
    Watch(Ptr<TgenApplication> application, Time patience)
        : m_application(application),
          m_patience(patience)
    {
        Look();
    }

  private:
    void Look()
    {
        const auto now = Simulator::Now();
        if (m_deadline.IsZero() && (m_application->HasEnded() || g_interrupted))
        {
            m_deadline = now + m_patience;
        }
        const bool isQuiet = m_application->GetNOpenStreams() == 0 &&
                             TcpSessionHost::Of(m_application->GetNode())->GetNClosing() == 0;
        if (!m_deadline.IsZero() && (isQuiet || now >= m_deadline))
        {
            Simulator::Stop();
            return;
        }
        Simulator::Schedule(MilliSeconds(20), &Watch::Look, this);
    }

    Ptr<TgenApplication> m_application;
    Time m_patience;
    Time m_deadline; //!< zero while nobody wants to end
};

/// Add an interface by hand: the helpers would put a queueing discipline on it.
uint32_t
AddInterface(Ptr<NetDevice> device, const std::string& address)
{
    const auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    const auto interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address.c_str(), Ipv4Mask::GetOnes()));
    ipv4->SetUp(interface);
    return interface;
}

/**
 * Build the network around a TAP device.
 * @return the simulated host
 */
Ptr<Node>
BuildNetwork(const Options& options, Ptr<NetDevice> tap)
{
    const auto host = CreateObject<Node>();
    const auto gateway = CreateObject<Node>();
    const auto real = CreateObject<Node>();
    Names::Add(options.host, host);
    Names::Add("gateway", gateway);
    Names::Add("real", real);
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetIpv4ArpJitter(false);
    stack.InstallAll();

    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", DataRateValue(options.rate));
    link.SetChannelAttribute("Delay", TimeValue(options.delay));
    const auto ends = link.Install(host, gateway);
    gateway->AddDevice(tap);
    const auto toGateway = AddInterface(ends.Get(0), options.simulated);
    const auto toHost = AddInterface(ends.Get(1), options.gateway);
    const auto toReal = AddInterface(tap, options.gateway);

    const Ipv4Address realAddress(options.real.c_str());
    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(host->GetObject<Ipv4>())
        ->SetDefaultRoute(options.gateway.c_str(), toGateway);
    const auto routes = routing.GetStaticRouting(gateway->GetObject<Ipv4>());
    routes->AddHostRouteTo(options.simulated.c_str(), toHost);
    routes->AddHostRouteTo(realAddress, toReal);
    routes->SetDefaultRoute(realAddress, toReal);
    // This node sends and receives nothing: it is there to give the real machine a name.
    real->GetObject<Ipv4>()->AddAddress(0, Ipv4InterfaceAddress(realAddress, Ipv4Mask::GetOnes()));

    // What a real peer knows of its kind: the size of segments, and other ports in every run.
    AnnounceSegmentSize(host, ends.Get(0)->GetMtu() - 40);
    constexpr uint32_t nPorts = PortBook::LAST - PortBook::FIRST + 1;
    TcpSessionHost::Of(host)->GetPorts().StartAt(PortBook::FIRST + std::random_device()() % nPorts);
    return host;
}

/// Emulate until it is over, and say what happened.
void
Run(const Options& options, Ptr<TgenApplication> application)
{
    ResultsHelper results(options.out);
    try
    {
        if (options.log.empty())
        {
            results.Claim(application->GetLogFile());
        }
        results.Collect(ApplicationContainer(application));
        std::signal(SIGINT, Interrupt);
        std::signal(SIGTERM, Interrupt);
        const Watch watch(application, Seconds(1) + 4 * options.delay);
        Simulator::Stop(options.stop);
        Simulator::Run();
        results.Finish("tgen-emulation");
    }
    catch (const InputError&)
    {
        results.Discard();
        throw;
    }
    const auto& streams = application->GetCounters().streams;
    std::cout << options.host << ": " << streams.created << " streams in "
              << Simulator::Now().GetSeconds() << " s, " << streams.succeeded << " succeeded, "
              << streams.failed << " failed; see " << options.out << "\n";
}

void
Emulate(const Options& options)
{
    // Before anything that has to do with the simulator.
    GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::RealtimeSimulatorImpl"));
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    TcpPreset().Apply();

    const auto graph = TgenActionGraph::Load(options.config);
    for (const auto& warning : graph->GetWarnings())
    {
        std::cerr << "warning: " << warning << "\n";
    }
    const auto tap = CreateObject<FdNetDevice>();
    tap->SetEncapsulationMode(FdNetDevice::DIX);
    tap->SetAddress(Mac48Address::Allocate());
    const auto host = BuildNetwork(options, tap);

    TgenHelper tgen(graph);
    tgen.SetAttribute("Payload", StringValue("real"));
    tgen.SetAttribute("Epoch", IntegerValue(std::time(nullptr)));
    tgen.SetLogDirectory(options.out);
    const auto application = DynamicCast<TgenApplication>(tgen.Install(host).Get(0));
    TgenHelper::AssignStreams(host, 1);
    if (!options.log.empty())
    {
        application->SetLogFile(options.log);
    }
    application->ResolvePeers();

    tap->SetFileDescriptor(OpenTap(options.tap));
    Run(options, application);
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char* argv[])
{
    try
    {
        Emulate(Options(argc, argv));
        return 0;
    }
    catch (const InputError& error)
    {
        std::cerr << error.what() << "\n";
        return 2;
    }
    catch (const std::system_error& error)
    {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
