/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mpi-session.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

#ifdef SYNTHETIC_TRAFFIC_MPI
#include "ns3/channel.h"
#include "ns3/event-impl.h"
#include "ns3/global-value.h"
#include "ns3/make-event.h"
#include "ns3/mpi-interface.h"
#include "ns3/mpi-receiver.h"
#include "ns3/node-list.h"
#include "ns3/node-order-scheduler.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <mpi.h>
#include <typeinfo>
#endif

namespace ns3
{

namespace
{

/// @return the number that a launcher put into one of these variables, or none
std::optional<long>
FindVariable(std::initializer_list<const char*> names)
{
    for (const auto* name : names)
    {
        if (const char* text = std::getenv(name))
        {
            return std::strtol(text, nullptr, 10);
        }
    }
    return std::nullopt;
}

/// What Open MPI, MPICH and its kin, and Slurm tell the processes that they start.
std::optional<long>
FindRank()
{
    return FindVariable({"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK"});
}

/// Leave with status 2; the first process says why. The others leave as if nothing had happened, as
/// launchers end all processes when one fails: maybe before the first one has spoken.
[[noreturn]] void
Refuse(const std::string& why)
{
    if (FindRank().value_or(0) == 0)
    {
        throw CLI::ValidationError(why);
    }
    throw CLI::RuntimeError(0);
}

/// Were several processes started?
bool
AreSeveral()
{
    return FindRank() &&
           FindVariable({"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_NTASKS"}).value_or(1) > 1;
}

} // namespace

const std::vector<std::string>&
MpiSession::GetEngines()
{
    static const std::vector<std::string> engines{"granted-window", "null-message"};
    return engines;
}

const ParallelRun&
MpiSession::GetParallelRun() const
{
    return m_parallel;
}

bool
MpiSession::IsFirst() const
{
    return m_parallel.rank == 0;
}

void
MpiSession::ExpectOneProcess(const std::string& command)
{
    if (AreSeveral())
    {
        Refuse(command + " runs in one process: start it without mpirun");
    }
}

#ifdef SYNTHETIC_TRAFFIC_MPI

MpiSession::MpiSession(const std::string& engine)
{
    if (!FindRank())
    {
        return;
    }
    MPI_Init(nullptr, nullptr);
    m_isInitialized = true;
    int ranks = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    if (ranks == 1)
    {
        return;
    }
    GlobalValue::Bind("SimulatorImplementationType",
                      StringValue(engine == GetEngines().back() ? "ns3::NullMessageSimulatorImpl"
                                                                : "ns3::DistributedSimulatorImpl"));
    MpiInterface::Enable(MPI_COMM_WORLD);
    m_parallel = {MpiInterface::GetSystemId(), MpiInterface::GetSize(), [] {
                      MPI_Barrier(MPI_COMM_WORLD);
                  }};
}

MpiSession::~MpiSession()
{
    if (m_parallel.IsParallel())
    {
        MpiInterface::Disable();
    }
    if (m_isInitialized)
    {
        MPI_Finalize();
    }
}

namespace
{

/// What ns-3 calls with a packet from another rank, in an event that could not say whose it is.
void
Deliver(uint32_t sender, Ptr<PointToPointNetDevice> device, Ptr<Packet> packet)
{
    const NodeOrderScheduler::ArrivalFrom arrival(sender);
    Simulator::ScheduleNow(&PointToPointNetDevice::Receive, device, packet);
}

} // namespace

void
MpiSession::OrderArrivals() const
{
    // What both engines schedule for a message.
    const Ptr<EventImpl> message(
        MakeEvent(&MpiReceiver::Receive, Ptr<MpiReceiver>(), Ptr<Packet>()),
        false);
    const auto& impl = *message;
    NodeOrderScheduler::SetMessageClass(typeid(impl));
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<PointToPointNetDevice>((*node)->GetDevice(i));
            const auto receiver = device ? device->GetObject<MpiReceiver>() : nullptr;
            if (receiver)
            {
                const auto channel = device->GetChannel();
                const auto other = channel->GetDevice(channel->GetDevice(0) == device ? 1 : 0);
                receiver->SetReceiveCallback(
                    MakeBoundCallback(&Deliver, other->GetNode()->GetId(), device));
            }
        }
    }
}

std::optional<uint32_t>
MpiSession::FindFirst(bool answer) const
{
    uint32_t mine = answer ? m_parallel.rank : m_parallel.ranks;
    uint32_t first = mine;
    if (m_parallel.IsParallel())
    {
        MPI_Allreduce(&mine, &first, 1, MPI_UINT32_T, MPI_MIN, MPI_COMM_WORLD);
    }
    return first < m_parallel.ranks ? std::optional(first) : std::nullopt;
}

double
MpiSession::Sum(double number) const
{
    double sum = number;
    if (m_parallel.IsParallel())
    {
        MPI_Allreduce(&number, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    }
    return sum;
}

double
MpiSession::Max(double number) const
{
    double most = number;
    if (m_parallel.IsParallel())
    {
        MPI_Allreduce(&number, &most, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    }
    return most;
}

void
MpiSession::Abort() const
{
    MPI_Abort(MPI_COMM_WORLD, 1);
    std::abort(); // not reached
}

#else

MpiSession::MpiSession(const std::string& engine)
{
    if (AreSeveral())
    {
        Refuse("this ns-3 was built without MPI, so a run has one process: start it without "
               "mpirun, or configure ns-3 with --enable-mpi");
    }
    if (!engine.empty())
    {
        Refuse("--engine: this ns-3 was built without MPI (configure it with --enable-mpi)");
    }
}

MpiSession::~MpiSession() = default;

void
MpiSession::OrderArrivals() const
{
}

std::optional<uint32_t>
MpiSession::FindFirst(bool answer) const
{
    return answer ? std::optional<uint32_t>(0) : std::nullopt;
}

double
MpiSession::Sum(double number) const
{
    return number;
}

double
MpiSession::Max(double number) const
{
    return number;
}

void
MpiSession::Abort() const
{
    std::abort(); // there are no others
}

#endif

} // namespace ns3
