/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-stream.h"

#include "ns3/input-error.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TgenStream");

namespace
{

/// Most payload that is made at a time, bytes.
constexpr uint64_t BATCH_SIZE = 32768;
/// Most that is read at a time, bytes.
constexpr uint32_t READ_SIZE = 65536;
/// A line that is longer than this is none.
constexpr std::size_t MAX_LINE = 65536;
/// A header may carry a schedule.
constexpr std::size_t MAX_HEADER = TGEN_MAX_MODEL_SIZE;
/// A walk that never gives us a packet to send in so many steps never will.
constexpr uint64_t MAX_STEPS_WITHOUT_OURS = 1000000;

} // namespace

TgenStream::TgenStream(Owner& owner,
                       const TgenStreamParameters& parameters,
                       uint64_t id,
                       int descriptor,
                       const std::string& hostname)
    : m_owner(owner),
      m_parameters(parameters),
      m_session(*this),
      m_sendChecksum(parameters.payload),
      m_recvChecksum(parameters.payload)
{
    m_report.id = id;
    m_report.descriptor = descriptor;
    m_report.hostname = hostname;
    m_report.created = Simulator::Now();
    m_report.socketCreate = Simulator::Now();
}

void
TgenStream::Connect(Ptr<Node> node,
                    const std::string& vertexId,
                    const TgenStreamOptions& options,
                    std::shared_ptr<const TgenMarkovModel> model,
                    uint32_t seed,
                    const TgenRemote& remote)
{
    NS_LOG_FUNCTION(this << vertexId << remote.address);
    m_report.vertexId = vertexId;
    m_report.remote = remote.address;
    m_report.remoteName = remote.name;
    m_report.sendSize = options.sendSize;
    m_report.recvSize = options.recvSize;
    m_timeout = options.timeout;
    m_stallout = options.stallout;
    m_model = std::move(model);
    m_schedule = options.sendSchedule;

    m_command.hostname = m_report.hostname;
    m_command.transferId = vertexId;
    m_command.sendSize = options.sendSize;
    m_command.recvSize = options.recvSize;
    m_command.modelName = m_model->GetName();
    m_command.modelSeed = seed;
    if (options.packetModelByPath)
    {
        m_command.modelPath = options.packetModelPath.value_or(m_model->GetName());
    }
    else
    {
        m_command.modelSize = m_model->GetGraphml().size();
    }
    if (options.recvSchedule)
    {
        m_command.recvSchedule = options.recvSchedule->ToText();
    }
    if (!remote.proxy)
    {
        m_session.Connect(node, remote.address, m_parameters.tcp);
        return;
    }
    m_report.proxy = remote.proxy->address;
    m_report.proxyName = remote.proxy->name;
    const bool byName = remote.address.GetIpv4() == Ipv4Address::GetAny();
    m_socks = std::make_unique<TgenSocksClient>(TgenSocksTarget{byName ? remote.name : "",
                                                                remote.address.GetIpv4(),
                                                                remote.address.GetPort()},
                                                remote.proxy->credentials);
    m_session.Connect(node, remote.proxy->address, m_parameters.tcp);
}

void
TgenStream::Accept(Ptr<Socket> socket,
                   const InetSocketAddress& remote,
                   const std::string& remoteName,
                   Time timeout,
                   Time stallout)
{
    NS_LOG_FUNCTION(this << remote);
    m_report.isPassive = true;
    m_report.vertexId = "passive-stream";
    m_report.remote = remote;
    m_report.remoteName = remoteName;
    m_report.transportState = TgenTransportState::SUCCESS_OPEN;
    m_report.socketConnect = Simulator::Now();
    m_lastProgress = Simulator::Now();
    m_timeout = timeout;
    m_stallout = stallout;
    m_session.Accept(socket, remote);
    SetRecvState(TgenRecvState::AUTHENTICATE);
}

void
TgenStream::HandleConnected()
{
    m_report.socketConnect = Simulator::Now();
    m_lastProgress = Simulator::Now();
    if (m_socks)
    {
        m_report.transportState = TgenTransportState::INIT;
        Negotiate();
    }
    else
    {
        m_report.transportState = TgenTransportState::SUCCESS_OPEN;
        SendCommand();
    }
}

void
TgenStream::SendCommand()
{
    if (HasToPace() && !m_model->CanShow(GetOurs()))
    {
        FailSending(TgenStreamError::MODEL);
        return;
    }
    // One write: header and model share segments.
    auto command = FormatTgenCommand(m_command);
    if (!m_command.modelPath)
    {
        command += m_model->GetGraphml();
    }
    m_session.Write(command.data(), command.size());
    SetSendState(TgenSendState::COMMAND);
    HandleWritable();
}

void
TgenStream::HandleFailure(TcpSession::Failure failure)
{
    NS_LOG_FUNCTION(this << failure);
    if (m_ended)
    {
        return;
    }
    if (!m_report.socketConnect)
    {
        FailTransport(TgenTransportError::CONNECT);
    }
    else if (m_socks)
    {
        FailTransport(TgenTransportError::READ);
    }
    else if (m_report.sendState != TgenSendState::SUCCESS &&
             (m_session.GetUnsent() > 0 || m_report.sendState == TgenSendState::PAYLOAD))
    {
        FailSending(TgenStreamError::WRITE);
    }
    else
    {
        FailReceiving(TgenStreamError::READ);
    }
}

void
TgenStream::Negotiate()
{
    while (m_socks && !m_ended)
    {
        const auto message = m_socks->TakeMessage();
        m_session.Write(message.data(), message.size());
        if (!Flush())
        {
            return;
        }
        HandshakeMoved();
        const auto packet = m_session.Read(static_cast<uint32_t>(m_socks->GetMissing()));
        if (!packet)
        {
            return;
        }
        std::string bytes(packet->GetSize(), '\0');
        packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
        m_owner.StreamMoved(*this, bytes.size(), 0);
        m_socks->Receive(bytes);
        HandshakeMoved();
    }
}

/// Take down what the proxy or we have just said.
void
TgenStream::HandshakeMoved()
{
    const auto now = Simulator::Now();
    const auto before = m_report.transportState;
    const auto state = m_socks->GetState();
    if (state == before)
    {
        return;
    }
    NS_LOG_FUNCTION(this << ToString(state));
    m_report.transportState = state;
    switch (before)
    {
    case TgenTransportState::INIT:
        m_report.proxyInit = now;
        break;
    case TgenTransportState::CHOICE:
        m_report.proxyChoice = now;
        break;
    case TgenTransportState::REQUEST:
        m_report.proxyRequest = now;
        break;
    default:
        break;
    }
    if (state == TgenTransportState::ERROR)
    {
        if (m_socks->GetError() == TgenTransportError::STATUS)
        {
            m_owner.StreamWarned(*this,
                                 "our request was not granted by the SOCKS server: " +
                                     std::string(TgenSocksStatusName(m_socks->GetStatus())));
        }
        FailTransport(m_socks->GetError());
    }
    else if (state == TgenTransportState::SUCCESS_OPEN)
    {
        m_report.proxyResponse = now;
        m_lastProgress = now;
        m_handshakeRead = m_session.GetBytesRead();
        m_handshakeWritten = m_session.GetBytesWritten();
        m_socks.reset();
        SendCommand();
    }
    else if (before == TgenTransportState::INIT || before == TgenTransportState::CHOICE ||
             before == TgenTransportState::REQUEST)
    {
        m_lastProgress = now; // the other steps are none to the real program
    }
}

void
TgenStream::HandleWritable()
{
    if (m_socks)
    {
        Negotiate();
        return;
    }
    const auto before = GetPayloadBytes();
    Pump();
    Receive(); // an answer may have come before the command was out
    TellProgress(before);
}

void
TgenStream::HandleReceive()
{
    if (m_socks)
    {
        Negotiate();
        return;
    }
    const auto before = GetPayloadBytes();
    Receive();
    TellProgress(before);
}

uint64_t
TgenStream::GetPayloadBytes() const
{
    return m_report.payloadBytesRecv + m_report.payloadBytesSend;
}

void
TgenStream::TellProgress(uint64_t before)
{
    if (!m_ended && GetPayloadBytes() > before)
    {
        m_owner.StreamProgressed(*this);
    }
}

void
TgenStream::HandleEndOfStream()
{
    HandleReceive();
    if (m_ended || m_report.recvState == TgenRecvState::SUCCESS)
    {
        return;
    }
    if (m_socks)
    {
        FailTransport(TgenTransportError::READ);
    }
    else if (m_report.recvState == TgenRecvState::PAYLOAD && !m_report.recvSize)
    {
        m_report.transportState = TgenTransportState::SUCCESS_EOF;
        SetRecvState(TgenRecvState::SUCCESS);
        Pump();
        CompleteIfDone();
    }
    else
    {
        FailReceiving(TgenStreamError::READEOF);
    }
}

// Sending -----------------------------------------------------------------------------------------

void
TgenStream::Pump()
{
    while (!m_ended && m_deferral.IsExpired() && Flush() && AdvanceSending())
    {
    }
}

bool
TgenStream::Flush()
{
    const uint64_t before = m_session.GetBytesWritten();
    const bool drained = m_session.Flush();
    const uint64_t written = m_session.GetBytesWritten() - before;
    if (written > 0 && m_socks)
    {
        m_owner.StreamMoved(*this, 0, written);
    }
    else if (written > 0)
    {
        m_lastProgress = Simulator::Now();
        const uint64_t total = m_session.GetBytesWritten();
        const uint64_t payload =
            total < m_payloadBegin ? 0 : std::min(total - m_payloadBegin, m_payloadQueued);
        if (payload > m_report.payloadBytesSend)
        {
            m_report.payloadBytesSend = payload;
            m_report.lastByteSend = Simulator::Now();
            if (!m_report.firstByteSend)
            {
                m_report.firstByteSend = Simulator::Now();
            }
        }
        m_owner.StreamMoved(*this, 0, written);
    }
    return drained;
}

/// One step of the sending state machine, with nothing left to flush.
/// @return whether another step may follow at once
bool
TgenStream::AdvanceSending()
{
    switch (m_report.sendState)
    {
    case TgenSendState::COMMAND:
        m_report.command = Simulator::Now();
        m_payloadBegin = m_session.GetBytesWritten();
        SetRecvState(TgenRecvState::AUTHENTICATE);
        SetSendState(TgenSendState::PAYLOAD);
        return true;

    case TgenSendState::RESPONSE:
        m_report.response = Simulator::Now();
        m_payloadBegin = m_session.GetBytesWritten();
        SetSendState(TgenSendState::PAYLOAD);
        return true;

    case TgenSendState::PAYLOAD:
        if (m_scheduleDelayUs > 0)
        {
            Defer(std::exchange(m_scheduleDelayUs, 0)); // it begins when the batch is out
        }
        else if (!IsPayloadWritten())
        {
            m_schedule ? WriteScheduledBatch() : WriteBatch();
        }
        else if (!m_report.sendSize)
        {
            SetSendState(TgenSendState::FLUSH);
        }
        else if (*m_report.sendSize == 0)
        {
            SetSendState(TgenSendState::FOOTER);
        }
        else
        {
            const auto line = FormatTgenChecksum(m_sendChecksum.Finish());
            m_session.Write(line.data(), line.size());
            SetSendState(TgenSendState::CHECKSUM);
        }
        return true;

    case TgenSendState::CHECKSUM:
        m_report.checksumSend = Simulator::Now();
        SetSendState(TgenSendState::FOOTER);
        return true;

    case TgenSendState::FOOTER:
        // The footer says that everything from the peer has arrived. A peer that sends by its
        // model has no end that we could wait for.
        if (m_report.recvState != TgenRecvState::FOOTER &&
            m_report.recvState != TgenRecvState::SUCCESS && m_report.recvSize)
        {
            return false;
        }
        m_session.Write(TGEN_FOOTER.data(), TGEN_FOOTER.size());
        SetSendState(TgenSendState::FLUSH);
        return true;

    case TgenSendState::FLUSH:
        SetSendState(TgenSendState::SUCCESS);
        return false;

    default:
        return false;
    }
}

bool
TgenStream::IsPayloadWritten() const
{
    return m_report.sendSize ? m_payloadQueued >= *m_report.sendSize : m_modelEnded;
}

void
TgenStream::WriteBatch()
{
    const uint64_t limit =
        m_report.sendSize ? std::min(*m_report.sendSize - m_payloadQueued, BATCH_SIZE) : BATCH_SIZE;
    const auto ours = GetOurs();
    if (!m_report.sendSize)
    {
        m_stepsWithoutOurs = 0; // a peer that alone sends, and takes its time, may do so for ever
    }
    uint64_t size = m_walk ? 0 : limit;
    uint64_t gapUs = 0;
    while (size < limit && gapUs <= m_parameters.coalescingUs)
    {
        const auto step = m_walk->Next();
        if (step.observation == TgenMarkovModel::Observation::END)
        {
            if (!m_report.sendSize)
            {
                m_modelEnded = true;
                break;
            }
            m_walk->Reset();
        }
        else if (step.observation == ours)
        {
            size += m_parameters.packetSize;
            gapUs = step.delayUs;
            m_stepsWithoutOurs = 0;
            continue;
        }
        else
        {
            m_recvExpected += m_parameters.packetSize;
            gapUs += step.delayUs;
        }
        const bool isTrapped = m_report.sendSize && !m_walk->CanShow(ours);
        if (isTrapped || ++m_stepsWithoutOurs > MAX_STEPS_WITHOUT_OURS)
        {
            FailSending(TgenStreamError::MODEL);
            return;
        }
    }
    WritePayload(m_report.sendSize ? std::min(limit, size) : size);
    if (!m_ended && gapUs > m_parameters.coalescingUs)
    {
        Defer(gapUs);
    }
}

TgenMarkovModel::Observation
TgenStream::GetOurs() const
{
    return m_report.isPassive ? TgenMarkovModel::Observation::TO_ORIGIN
                              : TgenMarkovModel::Observation::TO_SERVER;
}

bool
TgenStream::HasToPace() const
{
    return m_report.sendSize.value_or(0) > 0 && !m_schedule;
}

void
TgenStream::WriteScheduledBatch()
{
    const auto batch = m_schedule->Next(m_schedulePosition);
    m_scheduleDelayUs = batch.delayUs;
    WritePayload(batch.bytes);
}

void
TgenStream::Defer(uint64_t delayUs)
{
    m_deferral = Simulator::Schedule(MicroSeconds(delayUs), &TgenStream::ResumeWriting, this);
}

void
TgenStream::WritePayload(uint64_t size)
{
    if (size == 0)
    {
        return;
    }
    m_payloadQueued += size;
    if (m_parameters.payload == TgenPayload::VIRTUAL)
    {
        m_session.WriteVirtual(size);
    }
    else
    {
        const std::string letters(size, m_owner.DrawLetter());
        m_sendChecksum.Update(letters.data(), letters.size());
        m_session.Write(letters.data(), letters.size());
    }
    // What does not fit now has to wait for the end of the gap that may follow.
    Flush();
}

void
TgenStream::ResumeWriting()
{
    HandleWritable();
}

// Receiving ---------------------------------------------------------------------------------------

void
TgenStream::Receive()
{
    while (!m_ended && AdvanceReceiving())
    {
    }
    CompleteIfDone();
}

/// One step of the receiving state machine.
/// @return whether it got anywhere
bool
TgenStream::AdvanceReceiving()
{
    switch (m_report.recvState)
    {
    case TgenRecvState::AUTHENTICATE:
        return ReceivePassword();
    case TgenRecvState::HEADER:
        return ReceiveHeader();
    case TgenRecvState::MODEL:
        return ReceiveModel();
    case TgenRecvState::PAYLOAD:
        return ReceivePayload();
    case TgenRecvState::CHECKSUM:
        return ReceiveChecksum();
    case TgenRecvState::FOOTER:
        return ReceiveFooter();
    default:
        return false;
    }
}

bool
TgenStream::FillInbox()
{
    const auto packet = m_session.Read(READ_SIZE);
    if (!packet)
    {
        return false;
    }
    m_inbox.erase(0, m_inboxPos);
    m_inboxPos = 0;
    const auto old = m_inbox.size();
    m_inbox.resize(old + packet->GetSize());
    packet->CopyData(reinterpret_cast<uint8_t*>(m_inbox.data() + old), packet->GetSize());
    m_lastProgress = Simulator::Now();
    m_owner.StreamMoved(*this, packet->GetSize(), 0);
    return true;
}

bool
TgenStream::TakeLine(std::string& line, std::size_t limit)
{
    std::size_t searched = m_inboxPos;
    std::size_t end;
    while ((end = m_inbox.find('\n', searched)) == std::string::npos)
    {
        const auto unread = m_inbox.size() - m_inboxPos;
        if (unread > limit || !FillInbox())
        {
            return false;
        }
        searched = m_inboxPos + unread;
    }
    line.assign(m_inbox, m_inboxPos, end - m_inboxPos);
    m_inboxPos = end + 1;
    return true;
}

bool
TgenStream::ReceivePassword()
{
    while (m_inbox.size() - m_inboxPos < TGEN_PASSWORD_LENGTH && FillInbox())
    {
    }
    const auto have = std::string_view(m_inbox).substr(m_inboxPos);
    const auto known = have.substr(0, TGEN_PASSWORD.size());
    if (known != TGEN_PASSWORD.substr(0, known.size()))
    {
        FailReceiving(TgenStreamError::AUTH);
        return false;
    }
    if (have.size() < TGEN_PASSWORD_LENGTH)
    {
        return false;
    }
    m_inboxPos += TGEN_PASSWORD_LENGTH;
    SetRecvState(TgenRecvState::HEADER);
    return true;
}

bool
TgenStream::ReceiveHeader()
{
    std::string line;
    if (!TakeLine(line, MAX_HEADER))
    {
        if (m_inbox.size() - m_inboxPos > MAX_HEADER)
        {
            FailReceiving(TgenStreamError::HEADER);
        }
        return false;
    }
    if (m_report.isPassive)
    {
        TakeCommand(line);
        return !m_ended;
    }
    TgenResponse response;
    const auto error = ParseTgenResponse(line, response);
    m_report.peerHostname = response.hostname;
    m_report.response = Simulator::Now();
    if (error != TgenStreamError::NONE)
    {
        FailReceiving(error);
        return false;
    }
    if (response.code != ToString(TgenStreamError::NONE))
    {
        NS_LOG_INFO("server refuses stream: " << response.code);
        FailReceiving(TgenStreamError::HEADER);
        return false;
    }
    SetRecvState(TgenRecvState::PAYLOAD);
    return true;
}

void
TgenStream::TakeCommand(const std::string& line)
{
    const auto error = ParseTgenCommand(line, m_command);
    m_report.peerHostname = m_command.hostname;
    m_report.vertexId = "passive-stream:" + m_command.transferId;
    m_report.sendSize = m_command.recvSize;
    m_report.recvSize = m_command.sendSize;
    if (error != TgenStreamError::NONE)
    {
        Reject(error);
    }
    else if (!TakeSchedule())
    {
        Reject(TgenStreamError::HEADER);
    }
    else if (!m_command.modelPath)
    {
        SetRecvState(TgenRecvState::MODEL);
    }
    else
    {
        try
        {
            StartResponse(m_owner.LoadModel(*m_command.modelPath));
        }
        catch (const InputError& problem)
        {
            NS_LOG_INFO(problem.what());
            Reject(TgenStreamError::HEADER_MODELPATH);
        }
    }
}

/// Server: the client may say when its packets are wanted.
/// @return false when it says nonsense
bool
TgenStream::TakeSchedule()
{
    if (!m_command.recvSchedule)
    {
        return true;
    }
    try
    {
        m_schedule = std::make_shared<TgenPacketSchedule>(*m_command.recvSchedule);
    }
    catch (const ValueError& problem)
    {
        NS_LOG_INFO(problem.what());
        return false;
    }
    return m_schedule->GetSize() == m_report.sendSize;
}

bool
TgenStream::ReceiveModel()
{
    while (m_inbox.size() - m_inboxPos < m_command.modelSize && FillInbox())
    {
    }
    if (m_inbox.size() - m_inboxPos < m_command.modelSize)
    {
        return false;
    }
    const auto graphml = std::string_view(m_inbox).substr(m_inboxPos, m_command.modelSize);
    m_report.command = Simulator::Now();
    std::shared_ptr<const TgenMarkovModel> model;
    try
    {
        model = m_owner.ParseModel(m_command.modelName, graphml);
    }
    catch (const InputError& problem)
    {
        NS_LOG_INFO(problem.what());
        Reject(TgenStreamError::MODEL);
        return false;
    }
    m_inboxPos += m_command.modelSize;
    StartResponse(std::move(model));
    return true;
}

void
TgenStream::StartResponse(std::shared_ptr<const TgenMarkovModel> model)
{
    m_model = std::move(model);
    if (HasToPace() && !m_model->CanShow(GetOurs()))
    {
        Reject(TgenStreamError::MODEL);
        return;
    }
    const auto header = FormatTgenResponse(m_report.hostname, TgenStreamError::NONE);
    m_session.Write(header.data(), header.size());
    SetRecvState(TgenRecvState::PAYLOAD);
    SetSendState(TgenSendState::RESPONSE);
    Pump();
}

/// Tell the client what is wrong with its header. The real program often does not get that far.
void
TgenStream::Reject(TgenStreamError error)
{
    const auto header = FormatTgenResponse(m_report.hostname, error);
    m_session.Write(header.data(), header.size());
    Flush();
    while (FillInbox()) // else closing would reset the connection, and the answer be lost
    {
    }
    FailReceiving(error);
}

bool
TgenStream::ReceivePayload()
{
    uint64_t wanted = m_report.recvSize ? *m_report.recvSize - m_report.payloadBytesRecv
                                        : std::numeric_limits<uint64_t>::max();
    if (wanted > 0 && m_inboxPos < m_inbox.size())
    {
        const auto size = std::min<uint64_t>(wanted, m_inbox.size() - m_inboxPos);
        m_recvChecksum.Update(m_inbox.data() + m_inboxPos, size);
        m_inboxPos += size;
        wanted -= size;
        CountPayload(size);
    }
    if (m_inboxPos == m_inbox.size())
    {
        m_inbox = std::string(); // may have held a model
        m_inboxPos = 0;
    }
    while (wanted > 0)
    {
        const auto packet =
            m_session.Read(static_cast<uint32_t>(std::min<uint64_t>(wanted, READ_SIZE)));
        if (!packet)
        {
            return false;
        }
        m_recvChecksum.Update(*packet);
        wanted -= packet->GetSize();
        CountPayload(packet->GetSize());
        m_lastProgress = Simulator::Now();
        m_owner.StreamMoved(*this, packet->GetSize(), 0);
    }
    SetRecvState(*m_report.recvSize > 0 ? TgenRecvState::CHECKSUM : TgenRecvState::FOOTER);
    Pump();
    return true;
}

void
TgenStream::CountPayload(uint64_t size)
{
    m_report.payloadBytesRecv += size;
    m_report.lastByteRecv = Simulator::Now();
    if (!m_report.firstByteRecv)
    {
        m_report.firstByteRecv = Simulator::Now();
    }
}

bool
TgenStream::ReceiveChecksum()
{
    std::string line;
    if (!TakeLine(line, MAX_LINE))
    {
        if (m_inbox.size() - m_inboxPos > MAX_LINE)
        {
            FailReceiving(TgenStreamError::CHECKSUM);
        }
        return false;
    }
    const auto digits = ParseTgenChecksum(line);
    if (!digits ||
        (m_parameters.payload == TgenPayload::REAL && *digits != m_recvChecksum.Finish()))
    {
        FailReceiving(TgenStreamError::CHECKSUM);
        return false;
    }
    m_report.checksumRecv = Simulator::Now();
    SetRecvState(TgenRecvState::FOOTER);
    Pump();
    return true;
}

bool
TgenStream::ReceiveFooter()
{
    std::string line;
    if (!TakeLine(line, MAX_LINE))
    {
        if (m_inbox.size() - m_inboxPos > MAX_LINE)
        {
            FailReceiving(TgenStreamError::FOOTER);
        }
        return false;
    }
    if (!IsTgenFooter(line))
    {
        FailReceiving(TgenStreamError::FOOTER);
        return false;
    }
    SetRecvState(TgenRecvState::SUCCESS);
    return true;
}

// Life --------------------------------------------------------------------------------------------

void
TgenStream::SetSendState(TgenSendState state)
{
    m_report.sendState = state;
    if (state == TgenSendState::PAYLOAD)
    {
        const bool isPaced = m_model != TgenMarkovModel::InternalPacketModel() && !m_schedule;
        if (isPaced || !m_report.sendSize || !m_report.recvSize)
        {
            m_walk = std::make_unique<TgenMarkovWalk>(m_model, m_command.modelSeed);
        }
    }
    m_owner.StreamChanged(*this);
}

void
TgenStream::SetRecvState(TgenRecvState state)
{
    m_report.recvState = state;
    m_owner.StreamChanged(*this);
}

void
TgenStream::CompleteIfDone()
{
    if (m_ended || m_report.sendState != TgenSendState::SUCCESS)
    {
        return;
    }
    if (m_report.recvState == TgenRecvState::PAYLOAD && !m_report.recvSize && !m_report.sendSize &&
        m_report.payloadBytesRecv >= m_recvExpected)
    {
        SetRecvState(TgenRecvState::SUCCESS);
    }
    if (m_report.recvState == TgenRecvState::SUCCESS)
    {
        End(TgenStreamError::NONE);
    }
}

void
TgenStream::FailSending(TgenStreamError error)
{
    SetSendState(TgenSendState::ERROR);
    End(error);
}

void
TgenStream::FailReceiving(TgenStreamError error)
{
    SetRecvState(TgenRecvState::ERROR);
    End(error);
}

void
TgenStream::FailTransport(TgenTransportError error)
{
    m_report.transportError = error;
    if (error != TgenTransportError::STALLOUT && error != TgenTransportError::TIMEOUT)
    {
        m_report.transportState = TgenTransportState::ERROR;
    }
    SetSendState(TgenSendState::ERROR);
    SetRecvState(TgenRecvState::ERROR);
    End(TgenStreamError::PROXY);
}

void
TgenStream::End(TgenStreamError error)
{
    NS_LOG_FUNCTION(this << ToString(error));
    m_report.error = error;
    m_ended = true;
    m_deferral.Cancel();
    m_owner.StreamEnded(*this, GetReport());
    m_session.Close();
}

void
TgenStream::CheckTimeouts()
{
    if (m_ended)
    {
        return;
    }
    const auto now = Simulator::Now();
    const auto since = m_lastProgress.value_or(m_report.created);
    const bool isStalled = m_stallout.IsStrictlyPositive() && now - since >= m_stallout;
    const bool isLate = m_timeout.IsStrictlyPositive() && now - m_report.created >= m_timeout;
    if (!m_lastProgress || m_socks)
    {
        // There is no way to the server yet: the real program blames the proxy, be there one or
        // not.
        if (isStalled || isLate)
        {
            FailTransport(isStalled ? TgenTransportError::STALLOUT : TgenTransportError::TIMEOUT);
        }
    }
    else if (isStalled || isLate)
    {
        SetSendState(TgenSendState::ERROR);
        SetRecvState(TgenRecvState::ERROR);
        End(isStalled ? TgenStreamError::STALLOUT : TgenStreamError::TIMEOUT);
    }
}

void
TgenStream::Destroy()
{
    m_ended = true;
    m_deferral.Cancel();
    m_session.Close();
}

void
TgenStream::Detach()
{
    m_ended = true;
    m_deferral.Cancel();
    m_session.Detach();
}

TgenStreamReport
TgenStream::GetReport() const
{
    auto report = m_report;
    report.now = Simulator::Now();
    report.local = m_session.GetLocal();
    report.localName = report.local.GetIpv4().IsLocalhost() ? "localhost" : "";
    if (!m_socks)
    {
        report.totalBytesRecv = m_session.GetBytesRead() - m_handshakeRead;
        report.totalBytesSend = m_session.GetBytesWritten() - m_handshakeWritten;
    }
    return report;
}

uint64_t
TgenStream::GetId() const
{
    return m_report.id;
}

int
TgenStream::GetDescriptor() const
{
    return m_report.descriptor;
}

bool
TgenStream::IsPassive() const
{
    return m_report.isPassive;
}

TgenSendState
TgenStream::GetSendState() const
{
    return m_report.sendState;
}

TgenRecvState
TgenStream::GetRecvState() const
{
    return m_report.recvState;
}

} // namespace ns3
