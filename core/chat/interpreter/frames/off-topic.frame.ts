import { abilities } from '../talk/answers.ts'
import type { Frame } from './frame.ts'

/** What is often asked of assistants and is nothing this workspace does. */
const things =
  'poems?|jokes?|stor(?:y|ies)|essays?|songs?|lyrics|recipes?|emails?|e-mails?|mails?|letters?|news|haikus?|riddles?|speech|novels?|tweets?|blog posts?|blog|homework|music|videos?|movies?|films?|podcasts?|audio|sounds?|voices?|melod(?:y|ies)|pizza|taxi|flights?|tickets?|hotels?|appointments?|alarms?|reminders?|calls?|phone|weather|stocks?|bitcoin|money|websites?|apps?|games?|python scripts?|programs?|functions?|equations?|translations?|summar(?:y|ies) of|article|limerick|rap|gifs?|spreadsheets?|excel sheets?|presentations?|slides|powerpoints?|pdfs?|documents?|invoices?|contracts?|cvs?|resumes?|quiz|crosswords?|playlists?|ringtones?|soundtracks?|jingles?|calendars?|to-?do lists?|shopping lists?|tutorials?|symphon(?:y|ies)|operas?|ballads?|sonnets?|anthems?|tunes?|concertos?|lottery numbers?|mp[34]s?|mov|avi|webm|wav|midi|voice-?overs?|trailers?|clips?|slideshows?|horoscopes?|passwords?|directions|advice'
const verbs =
  'write|tell|sing|play|order|book|send|buy|sell|call|compose|recite|translate|summarize|summarise|calculate|solve|schedule|set|remind|search the (?:web|internet)|google|browse the (?:web|internet)|hack|crack|steal|kill|bomb|cook|drive|marry|date'

const writing = new RegExp(
  `^ (?:${verbs}|make|create|generate|give|show|read|do|record|produce|get|find) (?:me |us |up )?(?:(?:a|an|the|some|my|any|your|short|long|funny|good|nice|new|another|little|love|this|that|to|all|todays|(?:today|tomorrow|tonight) 's|latest) )*(?:${things})(?= )`,
)
const deeds =
  /^ (?:translate|sing|hack|google|recite|(?:calculate|solve)(?! (?:its|the|a|his|their|some|it|normal|depth|ambient))|order|phone|telephone|email|e-mail|text|tweet|cook|drive|marry|kiss|fly|vote|bet|invest|crack|steal|attack|spy|stalk|poison|ddos|phish|kill (?:my|the|a) (?:neighbou?r|boss|friend|wife|husband|man|person)|break into|log in to|buy|sell|rent|hire|turn (?:on|off) the (?:light|lights|heating|tv|oven)|search the (?:web|internet)|browse the (?:web|internet)|wake me|remind me|set an? (?:alarm|timer|reminder)|book) /

const telling = new RegExp(
  `^ (?:tell|write|sing|recite|read|compose) (?:me |us |up )?(?:[\\w-]+ ){0,4}(?:${things})(?= )`,
)

export const offTopic: Frame = {
  id: 'off-topic',
  score({ text }) {
    if (deeds.test(text)) return 94
    // A picture of a letter is a picture.
    if (/ (?:image|picture|texture|mesh|3d|model|drawing|photo|illustration|file|prompt|icon|poster)s? /.test(text))
      return 0
    return writing.test(text) || telling.test(text) ? 93 : 0
  },
  plan: () => ({
    type: 'say',
    refuses: true,
    text: `I can't do that: I am the built-in interpreter and know only this workspace. ${abilities}`,
  }),
}

/** 'put it on a sphere', of a texture: shapes are not dressed here. */
const onShape =
  /^ (?:put|wrap|apply|map|project|stick|slap|show|see|use) (?:it|this|that|them|the (?:texture|material)) (?:on|onto|around|over|to) an? (?:[\w-]+ )?(?:sphere|ball|cube|box|cylinder|plane|cone|torus|globe|mesh|model|3d model|object) /

/** What is near to what the workspace does and that it can't do. */
export const unable: Frame = {
  id: 'unable',
  score: ({ text, question }, { tools }) =>
    !question &&
    ((!tools.has('image_cutout') &&
      / (?:remove|delete|erase|cut (?:out|away)|drop|clear|get rid of) (?:the |its |my )?(?:\w+ )?background /.test(
        text,
      )) ||
      onShape.test(text) ||
      / (?:animate|rig|rigging|animation|animated gif|video|sculpt in vr) /.test(text))
      ? 90
      : 0,
  plan: ({ text }) => ({
    type: 'say',
    refuses: true,
    text: onShape.test(text)
      ? 'I can\'t put a texture on a shape here. Its preview shows it on a surface, the 3D page of the studio on a sphere or a plane; a thing can be made of it, such as "a sphere of copper in 3D".'
      : / background /.test(text)
        ? "I can't remove a background. I can make a mask by colour, brightness, transparency or a rectangle, and lay pictures over each other."
        : `I can't do that. ${abilities}`,
  }),
}

/** Pictures that are not made for anybody. */
export const harmful: Frame = {
  id: 'harmful',
  score: ({ text }) =>
    / (?:child|children|kids?|minors?|underage|toddlers?|bab(?:y|ies)|teen(?:age|ager|agers)?|little (?:girls?|boys?)|schoolgirls?) /.test(
      text,
    ) && / (?:naked|nude|nudes|sexy|sexual|porn\w*|erotic|nsfw|topless|undressed|lewd) /.test(text)
      ? 99
      : 0,
  plan: () => ({ type: 'say', refuses: true, text: "No, I won't make that." }),
}
