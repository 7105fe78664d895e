import './chart.css';
import './rows.css';
import './goals.css';
import './worklist.css';
import './worklist-page.js';
