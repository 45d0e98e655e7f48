/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/*
 * A link of limited rate between two Ethernet interfaces, for record.py. Each direction has a rate,
 * a drop-tail queue (packets, without the one in service) and a delay that follows serialisation.
 *
 * usage: link-box LEFT RIGHT RATE_BPS DELAY_US QUEUE_PACKETS OVERHEAD LOSS SEED
 *
 * OVERHEAD is what a frame costs beside its IP packet (bytes), LOSS the probability that a packet
 * is lost after the queue. Prints "ready" when it forwards. On SIGTERM or SIGINT, or when its input
 * ends, it prints counters as JSON and ends with status 0. Status 1: an interface cannot be used.
 *
 * The kernel stamps each frame as it arrives; from that and the frames before it follows when it
 * would have left the link. So a box that wakes up late sends late, but the queue it emulates is
 * exact. How late is in the counters.
 */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

enum
{
    MAX_FRAME = 65536,
    ETHERNET_HEADER = 14,
    SPIN_NS = 40000,       /* The last of a wait is not slept: timers are this late. */
    IDLE_NS = 100000000,   /* How often the end is looked for. */
    LATENESS_BINS = 20000, /* Microseconds; the last bin has all above. */
    RECEIVE_BUFFER = 64 << 20,
};

/* A frame that has been accepted. */
struct frame
{
    int64_t start; /* of its serialisation */
    int64_t due;   /* at the other end; all times in ns of CLOCK_MONOTONIC */
    int lost;
    size_t size;
    unsigned char* bytes;
};

struct direction
{
    const char* name;
    int in;
    int out;
    unsigned int random;
    int64_t busyUntil;

    struct frame* ring;
    size_t capacity;  /* a power of two */
    uint64_t head;    /* first that has not been sent */
    uint64_t waiting; /* first that was not in service when last looked */
    uint64_t tail;

    uint64_t forwarded;
    uint64_t dropped;
    uint64_t lost;
    uint64_t bytes;
    uint64_t failed;
    uint64_t maxQueue;
    double waitSum;
    double lateSum;
    int64_t lateMax;
    uint64_t late[LATENESS_BINS];
};

static double g_rate;
static int64_t g_delay;
static uint64_t g_queue;
static int64_t g_overhead;
static double g_loss;
static volatile sig_atomic_t g_ended;
static int64_t g_begin;

static int64_t
Now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int
OpenInterface(const char* name)
{
    const unsigned int index = if_nametoindex(name);
    const int s = socket(AF_PACKET, SOCK_RAW, 0);
    const int one = 1;
    const int size = RECEIVE_BUFFER;
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)index};
    struct packet_mreq all = {.mr_ifindex = (int)index, .mr_type = PACKET_MR_PROMISC};
    if (index == 0 || s < 0)
    {
        fprintf(stderr, "link-box: %s: %s\n", name, strerror(errno));
        exit(1);
    }
    /* Protocol 0 until all is set, so that no frame comes before. */
    setsockopt(s, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
    setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    address.sll_protocol = htons(ETH_P_ALL);
    if (setsockopt(s, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all) ||
        setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one) ||
        bind(s, (struct sockaddr*)&address, sizeof address))
    {
        fprintf(stderr, "link-box: %s: %s\n", name, strerror(errno));
        exit(1);
    }
    return s;
}

static struct frame*
At(struct direction* d, uint64_t place)
{
    return &d->ring[place & (d->capacity - 1)];
}

static void
Grow(struct direction* d)
{
    const size_t capacity = d->capacity ? 2 * d->capacity : 1024;
    struct frame* ring = malloc(capacity * sizeof *ring);
    if (!ring)
    {
        fprintf(stderr, "link-box: out of memory\n");
        exit(1);
    }
    for (uint64_t i = d->head; i != d->tail; ++i)
    {
        ring[i & (capacity - 1)] = *At(d, i);
    }
    free(d->ring);
    d->ring = ring;
    d->capacity = capacity;
}

static void
Accept(struct direction* d, const unsigned char* bytes, size_t size, int64_t arrival)
{
    while (d->waiting != d->tail && At(d, d->waiting)->start <= arrival)
    {
        ++d->waiting;
    }
    const uint64_t queued = d->tail - d->waiting;
    const int isBusy = d->busyUntil > arrival;
    if (isBusy && queued >= g_queue)
    {
        ++d->dropped;
        return;
    }
    if (d->tail - d->head == d->capacity)
    {
        Grow(d);
    }
    struct frame* frame = At(d, d->tail);
    frame->bytes = malloc(size);
    if (!frame->bytes)
    {
        ++d->failed;
        return;
    }
    memcpy(frame->bytes, bytes, size);
    frame->size = size;
    frame->start = isBusy ? d->busyUntil : arrival;
    d->busyUntil =
        frame->start +
        (int64_t)(8e9 * ((double)size - ETHERNET_HEADER + (double)g_overhead) / g_rate + 0.5);
    frame->due = d->busyUntil + g_delay;
    frame->lost = g_loss > 0 && rand_r(&d->random) < g_loss * (RAND_MAX + 1.0);
    d->waitSum += (double)(frame->start - arrival);
    ++d->tail;
    if (queued + 1 + (uint64_t)isBusy > d->maxQueue)
    {
        d->maxQueue = queued + 1 + (uint64_t)isBusy;
    }
}

static void
Receive(struct direction* d, unsigned char* buffer)
{
    for (;;)
    {
        union {
            char bytes[256];
            struct cmsghdr align;
        } control;
        struct sockaddr_ll from;
        struct iovec part = {buffer, MAX_FRAME};
        struct msghdr message = {.msg_name = &from,
                                 .msg_namelen = sizeof from,
                                 .msg_iov = &part,
                                 .msg_iovlen = 1,
                                 .msg_control = control.bytes,
                                 .msg_controllen = sizeof control.bytes};
        const ssize_t size = recvmsg(d->in, &message, MSG_DONTWAIT);
        if (size < 0)
        {
            return;
        }
        if (from.sll_pkttype == PACKET_OUTGOING || size < ETHERNET_HEADER)
        {
            continue;
        }
        int64_t age = 0;
        for (struct cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c))
        {
            if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS)
            {
                struct timespec stamp;
                memcpy(&stamp, CMSG_DATA(c), sizeof stamp);
                age = Now(CLOCK_REALTIME) - (stamp.tv_sec * INT64_C(1000000000) + stamp.tv_nsec);
            }
        }
        /* A wall clock that was set meanwhile makes ages that cannot be. */
        if (age < 0 || age > INT64_C(1000000000))
        {
            age = 0;
        }
        Accept(d, buffer, (size_t)size, Now(CLOCK_MONOTONIC) - age);
    }
}

/* Send what is due. Returns the time of what is next, or 0. */
static int64_t
Send(struct direction* d)
{
    while (d->head != d->tail)
    {
        struct frame* frame = At(d, d->head);
        const int64_t late = Now(CLOCK_MONOTONIC) - frame->due;
        if (late < 0)
        {
            return frame->due;
        }
        if (frame->lost)
        {
            ++d->lost;
        }
        else if (send(d->out, frame->bytes, frame->size, 0) < 0)
        {
            ++d->failed;
        }
        else
        {
            const int64_t bin = late / 1000;
            ++d->forwarded;
            d->bytes += frame->size;
            d->lateSum += (double)late;
            d->lateMax = late > d->lateMax ? late : d->lateMax;
            ++d->late[bin < LATENESS_BINS ? bin : LATENESS_BINS - 1];
        }
        free(frame->bytes);
        if (d->waiting == d->head)
        {
            ++d->waiting;
        }
        ++d->head;
    }
    return 0;
}

static void*
Forward(void* argument)
{
    struct direction* d = argument;
    unsigned char* buffer = malloc(MAX_FRAME);
    const struct sched_param priority = {.sched_priority = 20};
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    /* Without the privilege it works as well, only later. */
    pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority);
    while (buffer && !g_ended)
    {
        Receive(d, buffer);
        const int64_t next = Send(d);
        int64_t wait = next ? next - Now(CLOCK_MONOTONIC) - SPIN_NS : IDLE_NS;
        if (wait > IDLE_NS)
        {
            wait = IDLE_NS;
        }
        if (wait > 0)
        {
            const struct timespec timeout = {0, wait};
            struct pollfd input = {.fd = d->in, .events = POLLIN};
            ppoll(&input, 1, &timeout, NULL);
        }
    }
    free(buffer);
    return NULL;
}

static double
Quantile(const struct direction* d, double share)
{
    uint64_t below = 0;
    for (int i = 0; i < LATENESS_BINS; ++i)
    {
        below += d->late[i];
        if ((double)below >= share * (double)d->forwarded)
        {
            return i;
        }
    }
    return LATENESS_BINS;
}

static uint64_t
LaterThan(const struct direction* d, int microseconds)
{
    uint64_t count = 0;
    for (int i = microseconds; i < LATENESS_BINS; ++i)
    {
        count += d->late[i];
    }
    return count;
}

static void
Print(const struct direction* d)
{
    struct tpacket_stats capture = {0};
    socklen_t size = sizeof capture;
    const uint64_t accepted = d->tail;
    getsockopt(d->in, SOL_PACKET, PACKET_STATISTICS, &capture, &size);
    printf("\"%s\":{\"forwarded\":%llu,\"dropped\":%llu,\"lost\":%llu,\"bytes\":%llu,\"max_queue\":"
           "%llu,"
           "\"mean_wait_us\":%.1f,\"lateness_us\":{\"mean\":%.1f,\"p50\":%.0f,\"p90\":%.0f,"
           "\"p99\":%.0f,\"p999\":%.0f,\"max\":%.1f,\"over_200us\":%llu,\"over_1ms\":%llu},"
           "\"send_errors\":%llu,\"capture_drops\":%u}",
           d->name,
           (unsigned long long)d->forwarded,
           (unsigned long long)d->dropped,
           (unsigned long long)d->lost,
           (unsigned long long)d->bytes,
           (unsigned long long)d->maxQueue,
           accepted ? d->waitSum / 1e3 / (double)accepted : 0.0,
           d->forwarded ? d->lateSum / 1e3 / (double)d->forwarded : 0.0,
           Quantile(d, 0.5),
           Quantile(d, 0.9),
           Quantile(d, 0.99),
           Quantile(d, 0.999),
           (double)d->lateMax / 1e3,
           (unsigned long long)LaterThan(d, 200),
           (unsigned long long)LaterThan(d, 1000),
           (unsigned long long)d->failed,
           capture.tp_drops);
}

/* Whoever started the box holds its input; when he is gone, so is the box. */
static void*
WatchInput(void* main)
{
    char byte;
    while (read(0, &byte, 1) > 0)
    {
    }
    pthread_kill(*(pthread_t*)main, SIGTERM);
    return NULL;
}

int
main(int argc, char** argv)
{
    static struct direction right = {.name = "client_to_server"};
    static struct direction left = {.name = "server_to_client"};
    pthread_t threads[2];
    pthread_t watcher;
    pthread_t self = pthread_self();
    sigset_t ends;
    int signal;
    if (argc != 9)
    {
        fprintf(stderr,
                "usage: link-box LEFT RIGHT RATE_BPS DELAY_US QUEUE_PACKETS OVERHEAD LOSS SEED\n");
        return 2;
    }
    g_rate = atof(argv[3]);
    g_delay = (int64_t)(atof(argv[4]) * 1e3);
    g_queue = strtoull(argv[5], NULL, 10);
    g_overhead = atoi(argv[6]);
    g_loss = atof(argv[7]);
    if (!(g_rate > 0) || g_delay < 0 || g_loss < 0 || g_loss >= 1)
    {
        fprintf(stderr, "link-box: rate, delay or loss out of range\n");
        return 2;
    }
    right.random = (unsigned int)strtoul(argv[8], NULL, 10);
    left.random = right.random + 1;
    right.in = left.out = OpenInterface(argv[1]);
    left.in = right.out = OpenInterface(argv[2]);
    Grow(&right);
    Grow(&left);

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    if (pthread_create(&threads[0], NULL, Forward, &right) ||
        pthread_create(&threads[1], NULL, Forward, &left) ||
        pthread_create(&watcher, NULL, WatchInput, &self))
    {
        fprintf(stderr, "link-box: no threads\n");
        return 1;
    }
    g_begin = Now(CLOCK_MONOTONIC);
    puts("ready");
    fflush(stdout);
    sigwait(&ends, &signal);
    g_ended = 1;
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);

    printf(
        "{\"rate_bps\":[%.0f,%.0f],\"one_way_delay_us\":%s,\"queue_packets\":%llu,\"seconds\":%.3f,"
        "\"directions\":{",
        g_rate,
        g_rate,
        argv[4],
        (unsigned long long)g_queue,
        (double)(Now(CLOCK_MONOTONIC) - g_begin) / 1e9);
    Print(&right);
    printf(",");
    Print(&left);
    printf("}}\n");
    return fflush(stdout) ? 1 : 0;
}
