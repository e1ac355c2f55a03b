package io.moonlight.auth.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A real cluster of three nodes without replicas, each with a third of the slots. */
public final class TestRedisCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<TestRedis> nodes = IntStream.range(0, NODES)
            .mapToObj(i -> TestRedis.start(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "1000",
                    "--cluster-require-full-coverage",
                    "no"))
            .toList();

    private TestRedisCluster() {}

    /** Starts one, and waits until its nodes know each other. */
    public static TestRedisCluster start() {
        TestRedisCluster cluster = new TestRedisCluster();
        try {
            cluster.form();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void form() {
        for (int i = 0; i < NODES; i++) {
            String[] slots = IntStream.range(SLOTS * i / NODES, SLOTS * (i + 1) / NODES)
                    .mapToObj(String::valueOf)
                    .toArray(String[]::new);
            tell(i, "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            tell(i, "ADDSLOTS", slots);
            tell(i, "MEET", "127.0.0.1", String.valueOf(nodes.get(0).port()));
        }
        awaitAgreement();
    }

    /** Waits until each node says of all slots where they are, and they all say the same. */
    public void awaitAgreement() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!agree()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the nodes do not agree:\n" + tell(0, "NODES"));
            }
            pause();
        }
    }

    private boolean agree() {
        return IntStream.range(0, NODES).mapToObj(this::owners).distinct().count() == 1
                && owners(0).lines().count() == NODES
                && IntStream.range(0, NODES).allMatch(i -> tell(i, "INFO").contains("cluster_state:ok"));
    }

    /** The nodes with their slots, as one of them sees it. */
    private String owners(int asked) {
        return tell(asked, "NODES")
                .lines()
                .filter(line -> !line.contains("fail") && !line.contains("handshake"))
                .map(line -> line.replaceAll("^(\\w+) .* connected ?(.*)$", "$1 $2"))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** One of its nodes. */
    public TestRedis node(int number) {
        return nodes.get(number);
    }

    /** The number of the node that has this key's slot at the start. */
    public static int ownerOf(String key) {
        return JedisClusterCRC16.getSlot(key) * NODES / SLOTS;
    }

    /** Gives a slot that holds no keys to another node, as when it is moved. */
    public void moveSlot(String key, int to) {
        String id = tell(to, "MYID");
        for (int i = 0; i < NODES; i++) {
            tell(i, "SETSLOT", String.valueOf(JedisClusterCRC16.getSlot(key)), "NODE", id);
        }
        tell(to, "BUMPEPOCH");
    }

    /** Gives a slot whose owner is away to another node, as a replica would take it over. */
    public void takeSlotOver(String key, int to) {
        String slot = String.valueOf(JedisClusterCRC16.getSlot(key));
        for (int i = 0; i < NODES; i++) {
            if (i != ownerOf(key)) {
                tell(i, "SETSLOT", slot, "NODE", tell(to, "MYID"));
            }
        }
        tell(to, "BUMPEPOCH");
    }

    /** Sends CLUSTER to one node. */
    public String tell(int node, String subcommand, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = subcommand;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (UnifiedJedis client = TestRedis.patientClient(nodes.get(node).uri())) {
            return TestRedis.send(client, Command.CLUSTER, all);
        }
    }

    /** The address with all nodes as seeds. */
    public String address() {
        return address(0, 1, 2);
    }

    /** The address with some nodes as seeds. */
    public String address(int... seeds) {
        return IntStream.of(seeds)
                .mapToObj(i -> "127.0.0.1:" + nodes.get(i).port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** A client that waits long for an answer, so that a busy machine breaks no test. */
    public UnifiedJedis patientClient() {
        return RedisClients.connect(address(), "test", 64, new RedisClients.Timeouts(PATIENCE, PATIENCE, PATIENCE));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(TestRedis::close);
    }
}
