import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Reads lines of {"pattern": ..., "events": [...]} and writes a line for each: the verdicts of AWS's event-ruler as
 * [true, false, ...], or the reason why the pattern is refused, as text.
 */
public class EventRuler {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode task = json.readTree(line);
      String pattern = task.get("pattern").toString();
      // Not RuleCompiler.check, which refuses $or.
      String refusal = JsonRuleCompiler.check(pattern);
      if (refusal != null) {
        System.out.println(json.writeValueAsString(refusal));
        continue;
      }
      Machine machine = new Machine();
      machine.addRule("rule", pattern);
      StringBuilder verdicts = new StringBuilder("[");
      for (JsonNode event : task.get("events")) {
        if (verdicts.length() > 1) verdicts.append(",");
        verdicts.append(!machine.rulesForJSONEvent(event.toString()).isEmpty());
      }
      System.out.println(verdicts.append("]"));
    }
  }
}
