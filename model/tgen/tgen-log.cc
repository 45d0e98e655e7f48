/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-log.h"

#include "ns3/input-error.h"
#include "ns3/simulator.h"

#include <cinttypes>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <strings.h>

namespace ns3
{

namespace
{

/// The version whose format this is; tgentools ignores a file that names another.
const char* const TGEN_VERSION = "1.1.2";

const char* const LEVEL_NAMES[] = {"error", "critical", "warning", "message", "info", "debug"};

using Text = std::string;

void
Append(Text& text, const char* key, uint64_t number)
{
    text += key;
    text += std::to_string(number);
}

/// name:address:port as the real program prints it.
void
AppendPeer(Text& text, const std::string& name, const InetSocketAddress& address)
{
    text += name.empty() ? "NULL" : name;
    const uint32_t ip = address.GetIpv4().Get();
    char buffer[32];
    std::snprintf(buffer,
                  sizeof(buffer),
                  ":%u.%u.%u.%u:%u",
                  ip >> 24,
                  (ip >> 16) & 255,
                  (ip >> 8) & 255,
                  ip & 255,
                  address.GetPort());
    text += buffer;
}

void
AppendProgress(Text& text,
               const char* key,
               const std::optional<uint64_t>& size,
               uint64_t payload,
               bool isDone)
{
    text += key;
    if (size && *size > 0)
    {
        char buffer[32];
        std::snprintf(buffer, sizeof(buffer), "%.2f%%", 100.0 * payload / *size);
        text += buffer;
    }
    else
    {
        text += size || isDone ? "100.00%" : "?";
    }
}

void
AppendTime(Text& text, const char* key, const std::optional<Time>& time, Time created)
{
    text += key;
    text += time ? std::to_string(time->GetMicroSeconds() - created.GetMicroSeconds()) : "-1";
}

void
AppendCounters(Text& text,
               const std::string& prefix,
               const TgenCounters::Counter& counter,
               bool withPending)
{
    const auto append = [&](const char* what, uint64_t number) {
        if (number > 0)
        {
            text += ',' + prefix + what + '=' + std::to_string(number);
        }
    };
    append("created", counter.created);
    append("succeeded", counter.succeeded);
    append("failed", counter.failed);
    if (withPending)
    {
        append("pending", counter.created - counter.succeeded - counter.failed);
    }
}

} // namespace

TgenLog::Level
TgenLog::ParseLevel(const std::string& name)
{
    for (int level = ERROR; level <= DEBUG; ++level)
    {
        if (strcasecmp(name.c_str(), LEVEL_NAMES[level]) == 0)
        {
            return static_cast<Level>(level);
        }
    }
    return MESSAGE;
}

TgenLog::~TgenLog()
{
    m_file.close();
}

void
TgenLog::Open(const std::string& path, Level level, int64_t epoch)
{
    m_path = path;
    m_level = level;
    m_epoch = epoch;
    m_file.open(path, std::ios::binary | std::ios::trunc);
    if (!m_file)
    {
        throw InputError(path, 0, "cannot write the log", "a directory that can be written to");
    }
}

void
TgenLog::Close()
{
    if (m_file.is_open())
    {
        m_file.close();
        if (!m_file)
        {
            throw std::runtime_error(m_path + ": the log could not be written to its end");
        }
    }
}

bool
TgenLog::IsOpen() const
{
    return m_file.is_open();
}

bool
TgenLog::Shows(Level level) const
{
    return m_file.is_open() && level <= m_level;
}

void
TgenLog::Write(Level level, const char* source, const char* function, const std::string& text)
{
    if (!Shows(level))
    {
        return;
    }
    const int64_t now = Simulator::Now().GetMicroSeconds();
    const int64_t second = m_epoch + now / 1000000;
    if (second != m_dateSecond)
    {
        m_dateSecond = second;
        const auto unixTime = static_cast<std::time_t>(second);
        std::tm date;
        gmtime_r(&unixTime, &date);
        const auto length = std::strftime(m_date.data(), m_date.size(), "%F %T ", &date);
        std::snprintf(m_date.data() + length, m_date.size() - length, "%" PRId64 ".", second);
    }
    char prefix[192];
    const int length = std::snprintf(prefix,
                                     sizeof(prefix),
                                     "%s%06" PRId64 " [%s] [%s] [%s] ",
                                     m_date.data(),
                                     now % 1000000,
                                     LEVEL_NAMES[level],
                                     source,
                                     function);
    m_file.write(prefix, length);
    m_file.write(text.data(), static_cast<std::streamsize>(text.size()));
    m_file.put('\n');
}

void
TgenLog::WriteInit(const std::string& hostname, uint32_t processId)
{
    // tgentools reads version and host by their place in the line.
    Write(MESSAGE,
          "tgen-application.cc",
          "StartApplication",
          std::string("Initializing TGen v") + TGEN_VERSION +
              " running GLib v2.74.6 and IGraph v0.10.2 on host " + hostname + " with process id " +
              std::to_string(processId));
}

void
TgenLog::WriteHeartbeat(const TgenCounters& sinceLast, const TgenCounters& total)
{
    if (!Shows(MESSAGE))
    {
        return;
    }
    Text text = "[driver-heartbeat] [";
    Append(text, "bytes-read=", sinceLast.bytesRead);
    Append(text, ",bytes-written=", sinceLast.bytesWritten);
    AppendCounters(text, "streams-", sinceLast.streams, false);
    AppendCounters(text, "flows-", sinceLast.flows, false);
    AppendCounters(text, "traffics-", sinceLast.traffics, false);
    AppendCounters(text, "total-streams-", total.streams, true);
    AppendCounters(text, "total-flows-", total.flows, true);
    AppendCounters(text, "total-traffics-", total.traffics, true);
    text += ']';
    Write(MESSAGE, "tgen-application.cc", "Heartbeat", text);
}

void
TgenLog::WriteStreamEnd(const TgenStreamReport& report)
{
    WriteStream(MESSAGE, report.IsSuccess() ? "[stream-success]" : "[stream-error]", report, true);
}

void
TgenLog::WriteStreamStatus(const TgenStreamReport& report)
{
    WriteStream(INFO, "[stream-status]", report, false);
}

void
TgenLog::WriteStream(Level level, const char* tag, const TgenStreamReport& report, bool withTimes)
{
    if (!Shows(level))
    {
        return;
    }
    Text text;
    text.reserve(1280);
    text += tag;

    text += " transport [fd=";
    text += std::to_string(report.descriptor);
    text += ",local=";
    AppendPeer(text, report.localName, report.local);
    text += ",proxy=";
    AppendPeer(text,
               report.proxyName,
               report.proxy.value_or(InetSocketAddress(Ipv4Address::GetAny(), 0)));
    text += ",remote=";
    AppendPeer(text, report.remoteName, report.remote);
    text += ",state=";
    text += ToString(report.transportState);
    text += ",error=";
    text += ToString(report.transportError);

    Append(text, "] stream [id=", report.id);
    text += ",vertexid=" + report.vertexId;
    text += ",name=" + report.hostname;
    text += ",peername=" + (report.peerHostname.empty() ? "(null)" : report.peerHostname);
    Append(text, ",sendsize=", report.sendSize.value_or(0));
    Append(text, ",recvsize=", report.recvSize.value_or(0));
    text += ",sendstate=";
    text += ToString(report.sendState);
    text += ",recvstate=";
    text += ToString(report.recvState);
    text += ",error=";
    text += ToString(report.error);

    Append(text, "] bytes [total-bytes-recv=", report.totalBytesRecv);
    Append(text, ",total-bytes-send=", report.totalBytesSend);
    Append(text, ",payload-bytes-recv=", report.payloadBytesRecv);
    Append(text, ",payload-bytes-send=", report.payloadBytesSend);
    AppendProgress(text,
                   ",payload-progress-recv=",
                   report.recvSize,
                   report.payloadBytesRecv,
                   report.recvState == TgenRecvState::SUCCESS);
    AppendProgress(text,
                   ",payload-progress-send=",
                   report.sendSize,
                   report.payloadBytesSend,
                   report.sendState == TgenSendState::SUCCESS);

    if (withTimes)
    {
        const auto created = report.created;
        Append(text, "] times [created-ts=", created.GetMicroSeconds());
        AppendTime(text, ",usecs-to-socket-create=", report.socketCreate, created);
        AppendTime(text, ",usecs-to-socket-connect=", report.socketConnect, created);
        AppendTime(text, ",usecs-to-proxy-init=", report.proxyInit, created);
        AppendTime(text, ",usecs-to-proxy-choice=", report.proxyChoice, created);
        AppendTime(text, ",usecs-to-proxy-request=", report.proxyRequest, created);
        AppendTime(text, ",usecs-to-proxy-response=", report.proxyResponse, created);
        AppendTime(text, ",usecs-to-command=", report.command, created);
        AppendTime(text, ",usecs-to-response=", report.response, created);
        AppendTime(text, ",usecs-to-first-byte-recv=", report.firstByteRecv, created);
        AppendTime(text, ",usecs-to-last-byte-recv=", report.lastByteRecv, created);
        AppendTime(text, ",usecs-to-checksum-recv=", report.checksumRecv, created);
        AppendTime(text, ",usecs-to-first-byte-send=", report.firstByteSend, created);
        AppendTime(text, ",usecs-to-last-byte-send=", report.lastByteSend, created);
        AppendTime(text, ",usecs-to-checksum-send=", report.checksumSend, created);
        Append(text, ",now-ts=", report.now.GetMicroSeconds());
    }
    text += ']';
    Write(level, "tgen-stream.cc", withTimes ? "End" : "Flush", text);
}

} // namespace ns3
