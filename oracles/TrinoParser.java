import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.sql.parser.SqlParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads lines with an SQL statement as a JSON text each, and writes "" or what Trino's parser says against it. */
public class TrinoParser {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    SqlParser parser = new SqlParser();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String refusal = "";
      try {
        parser.createStatement(json.readValue(line, String.class));
      } catch (RuntimeException error) {
        refusal = String.valueOf(error.getMessage());
      }
      System.out.println(json.writeValueAsString(refusal));
    }
  }
}
