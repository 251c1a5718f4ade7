import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads lines with an SQL statement as a JSON text each, runs them one after the other in one engine with tables in memory, and
 * writes the rows of the result, each a list, or as a text what the engine says against the statement.
 */
public class TrinoEngine {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    PrintStream out = System.out;
    // The engine writes its log there, too.
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (LocalQueryRunner runner =
        LocalQueryRunner.create(
            TestingSession.testSessionBuilder().setCatalog("memory").setSchema("default").build())) {
      runner.installPlugin(new MemoryPlugin());
      runner.createCatalog("memory", "memory", Map.of());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Object answer;
        try {
          MaterializedResult result = runner.execute(json.readValue(line, String.class));
          answer = result.getMaterializedRows().stream().map(row -> row.getFields()).toList();
        } catch (RuntimeException error) {
          answer = String.valueOf(error.getMessage());
        }
        out.println(json.writeValueAsString(answer));
      }
    }
    System.exit(0);
  }
}
